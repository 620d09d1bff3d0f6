package dev.syslab.solutions.pubsub.bench;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import dev.syslab.labs.pubsub.Message;
import dev.syslab.labs.pubsub.Receipt;
import dev.syslab.labs.pubsub.Role;
import dev.syslab.labs.pubsub.Upload;
import dev.syslab.labs.pubsub.UploadJson;
import dev.syslab.labs.pubsub.Uploads;
import dev.syslab.subject.bench.BenchRun;
import dev.syslab.subject.bench.Benchmark;
import dev.syslab.subject.bench.Contender;
import dev.syslab.subject.bench.Round;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Publishing with confirms against RabbitMQ's own client: persistent and mandatory messages, a
 * durable queue with the same bound, all of a call in flight at once.
 */
final class RabbitBench implements Benchmark {
  private static final String PEER = "amqp-client";
  private static final String TOPIC = "films";
  private static final long CONFIRM_MILLIS = 10_000;

  @Override
  public void run(BenchRun run) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(run.peer().amqp());
    try (Connection connection = factory.newConnection()) {
      Channel channel = connection.createChannel();
      channel.exchangeDeclare("peer", "direct", true);
      channel.queueDeclare(
          "peer",
          true,
          false,
          false,
          Map.of("x-max-length", Uploads.BACKLOG, "x-overflow", "reject-publish"));
      channel.queueBind("peer", "peer", TOPIC);
      channel.confirmSelect();
      for (int inFlight : List.of(1, 20, 200, 1_000)) {
        Map<String, Round> rounds = new LinkedHashMap<>();
        rounds.put(
            PEER,
            figures ->
                Batch.measure(
                    inFlight,
                    figures,
                    uploads -> publish(channel, uploads),
                    () -> channel.queuePurge("peer").getMessageCount()));
        for (Contender<Uploads> one : run.contenders(Uploads.class)) {
          rounds.put(
              one.name(),
              figures -> {
                one.contract().subscribe(TOPIC, Role.INDEXER);
                Batch.measure(
                    inFlight,
                    figures,
                    uploads -> publish(one.contract(), uploads),
                    () -> drain(one.contract()));
              });
        }
        run.compare("RabbitMQ, confirmed: %d in flight".formatted(inFlight), PEER, rounds);
      }
    }
  }

  private static void publish(Channel channel, List<Upload> uploads) throws Exception {
    for (Upload upload : uploads) {
      channel.basicPublish(
          "peer", TOPIC, true, MessageProperties.PERSISTENT_BASIC, UploadJson.encode(upload));
    }
    channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
  }

  private static void publish(Uploads server, List<Upload> uploads) {
    List<Message> messages = uploads.stream().map(one -> new Message(TOPIC, one)).toList();
    if (!server.publish(messages).stream().allMatch(Receipt.STORED::equals)) {
      throw new IllegalStateException("not all of it was stored");
    }
  }

  /** The bound counts what waits: room for the next call. */
  private static long drain(Uploads server) {
    Set<String> ids = new HashSet<>();
    List<Upload> some = server.pull(TOPIC, Role.INDEXER, 1_000);
    while (!some.isEmpty()) {
      some.forEach(upload -> ids.add(upload.id()));
      some = server.pull(TOPIC, Role.INDEXER, 1_000);
    }
    return ids.size();
  }
}
