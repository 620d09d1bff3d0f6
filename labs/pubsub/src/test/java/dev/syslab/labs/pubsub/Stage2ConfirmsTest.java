package dev.syslab.labs.pubsub;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.pubsub.Receipt.STORED;
import static dev.syslab.labs.pubsub.Receipt.UNKNOWN;
import static dev.syslab.labs.pubsub.Receipt.UNROUTABLE;
import static dev.syslab.labs.pubsub.Role.COUNTER;
import static dev.syslab.labs.pubsub.Role.INDEXER;
import static dev.syslab.labs.pubsub.Uploads.PATIENCE;

import com.rabbitmq.client.Channel;
import dev.syslab.kit.*;
import dev.syslab.kit.verdict.Plot;
import dev.syslab.kit.verdict.Plot.Axis;
import dev.syslab.subject.Lab;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(
    number = 2,
    title = "RabbitMQ: stored, returned, or unknown",
    points = 20,
    servers = Lab.Uses.RABBITMQ)
// For a busy machine: on a quiet one, the longest test takes 30 s.
@Timeout(120)
class Stage2ConfirmsTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final List<String> OF_RABBITMQ =
      List.of("#", "*", "a.b", "*.b", "a.#", "amq.topic", "c", "c\r\n", "INDEXER:a", "a:INDEXER");

  @Test
  @Hint("queue-for-each-role")
  void every_role_that_subscribed_finds_every_upload_in_order(
      @Replicas(2) Fleet<Uploads> servers, Hostile hostile, Random random) {
    Samples samples = new Samples(hostile, random);
    String topic = samples.topic();
    List<Upload> uploads = new ArrayList<>(samples.uploads(400));
    uploads.add(samples.largest());
    servers.get(0).subscribe(topic, INDEXER);
    servers.get(1).subscribe(topic, COUNTER);
    Post.stored(servers.get(0), topic, uploads.subList(0, 200));
    Post.stored(servers.get(1), topic, uploads.subList(200, 401));

    assertThat(servers.get(0).pull(topic, INDEXER, 7))
        .as("the 7 oldest of 401")
        .isEqualTo(uploads.subList(0, 7));
    assertThat(Post.all(servers.get(1), topic, INDEXER))
        .as("what is left for the indexer")
        .isEqualTo(uploads.subList(7, 401));
    assertThat(Post.all(servers.get(0), topic, COUNTER)).as("the counter's").isEqualTo(uploads);
  }

  @Test
  @Hint("routing")
  void topics_that_look_alike_are_different(
      Fleet<Uploads> servers, Hostile hostile, Random random) {
    Samples samples = new Samples(hostile, random);
    List<String> topics = new ArrayList<>(samples.names(Hostile.ENOUGH));
    topics.removeAll(OF_RABBITMQ);
    topics.addAll(OF_RABBITMQ);
    List<Upload> uploads = samples.uploads(topics.size());
    topics.forEach(topic -> servers.get(0).subscribe(topic, INDEXER));

    for (int i = 0; i < topics.size(); i++) {
      Post.stored(servers.get(0), topics.get(i), uploads.subList(i, i + 1));
    }

    for (int i = 0; i < topics.size(); i++) {
      assertThat(Post.all(servers.get(0), topics.get(i), INDEXER))
          .as("what was published to “%s”, beside topics like it", topics.get(i))
          .isEqualTo(uploads.subList(i, i + 1));
    }
  }

  @Test
  @Hint("returned")
  void an_unroutable_message_is_told_from_its_neighbours(
      Fleet<Uploads> servers, Hostile hostile, Random random) {
    Samples samples = new Samples(hostile, random);
    String topic = samples.topic();
    String nobody = samples.topic();
    servers.get(0).subscribe(topic, COUNTER);
    List<Message> messages = new ArrayList<>(Post.to(topic, samples.uploads(150)));
    messages.addAll(Post.to(nobody, samples.uploads(150)));
    // The same upload, to a topic with subscribers and to one without.
    messages.add(new Message(topic, messages.get(200).upload()));
    messages.add(new Message(nobody, messages.get(3).upload()));
    Collections.shuffle(messages, random);

    List<Receipt> receipts = servers.get(0).publish(messages);

    assertThat(receipts)
        .as("receipts for 302 messages, of which every other or so has no subscriber")
        .isEqualTo(
            messages.stream()
                .map(message -> message.topic().equals(topic) ? STORED : UNROUTABLE)
                .toList());
    assertThat(servers.get(0).pull(nobody, COUNTER, 10))
        .as("pulled from a topic to which nobody has subscribed")
        .isEmpty();
    assertThat(Post.all(servers.get(0), topic, COUNTER))
        .as("what is in the subscriber's queue, in the order of the publishing")
        .isEqualTo(
            messages.stream()
                .filter(message -> message.topic().equals(topic))
                .map(Message::upload)
                .toList());
  }

  @Test
  @Hint("in-flight")
  void the_messages_of_a_call_are_in_flight_together(
      Fleet<Uploads> servers, RabbitMq rabbit, Hostile hostile, Random random, Notes notes) {
    Samples samples = new Samples(hostile, random);
    String topic = samples.topic();
    servers.get(0).subscribe(topic, INDEXER);
    Post.stored(servers.get(0), topic, samples.uploads(1));

    // One after the other, 900 messages would take 18 s.
    try (Fault slow = servers.replica(0).link(rabbit).delay(Duration.ofMillis(20))) {
      List<Message> messages = Post.to(topic, samples.uploads(900));
      assertThat(servers.attempt(server -> server.publish(messages)))
          .during(slow)
          .returned(Collections.nCopies(900, STORED))
          .endedWithin(PATIENCE);
    }

    Plot plot =
        notes.plot(
            Plot.of(
                "Throughput of publish, by the number of messages in flight",
                Axis.logarithmic("messages of a call", "messages"),
                Axis.of("confirmed", "messages/s")));
    for (int inFlight : List.of(1, 3, 10, 30, 100, 300, 1_000)) {
      plot.series("confirmed").add(inFlight, confirmedPerSecond(servers.get(0), samples, inFlight));
    }
  }

  /** On a queue of its own, so that its bound does not matter. */
  private static double confirmedPerSecond(Uploads server, Samples samples, int inFlight) {
    String topic = samples.topic();
    server.subscribe(topic, INDEXER);
    List<Upload> uploads = samples.uploads(inFlight);
    int calls = Math.max(1, 30 / inFlight);
    Instant began = Instant.now();
    for (int call = 0; call < calls; call++) {
      Post.stored(server, topic, uploads);
    }
    return calls * inFlight * 1e9 / Duration.between(began, Instant.now()).toNanos();
  }

  @Test
  @Hint("durable")
  void what_was_stored_is_there_after_the_broker_was_killed(
      Fleet<Uploads> servers, @Own RabbitMq rabbit, Hostile hostile, Random random) {
    Samples samples = new Samples(hostile, random);
    String topic = samples.topic();
    servers.get(0).subscribe(topic, INDEXER);
    List<Upload> uploads = samples.uploads(100);
    Post.settle();
    Post.stored(servers.get(0), topic, uploads);

    try (Fault death = rabbit.kill()) {
      assertThat(servers.attempt(server -> server.pull(topic, INDEXER, 1)))
          .failedWith(UnavailableException.class)
          .during(death);
    }

    Upload last = samples.upload();
    Post.untilStored(servers, 0, topic, last);
    List<Upload> expected = new ArrayList<>(uploads);
    expected.add(last);
    assertThat(new java.util.LinkedHashSet<>(Post.all(servers.get(0), topic, INDEXER)))
        .as("what is in the queue after the broker was killed: all of it was called STORED")
        .containsExactlyElementsOf(expected);
  }

  @Test
  @Hint("confirms")
  void a_message_that_did_not_reach_the_broker_is_not_called_stored(
      Fleet<Uploads> servers, RabbitMq rabbit, Hostile hostile, Random random) {
    Samples samples = new Samples(hostile, random);
    String topic = samples.topic();
    servers.get(0).subscribe(topic, INDEXER);
    Upload first = samples.upload();
    Post.stored(servers.get(0), topic, List.of(first));

    List<Upload> swallowed = samples.uploads(30);
    try (Fault silence = servers.replica(0).link(rabbit).blackHole()) {
      Attempt<List<Receipt>> attempt =
          servers.attempt(server -> server.publish(Post.to(topic, swallowed)));
      assertThat(attempt)
          .during(silence)
          .returned(Collections.nCopies(30, UNKNOWN))
          .endedWithin(PATIENCE);
    }

    Upload last = samples.upload();
    Post.untilStored(servers, 0, topic, last);
    List<Upload> there = Post.all(servers.get(0), topic, INDEXER);
    assertThat(there).startsWith(first).contains(last).doesNotContainAnyElementsOf(swallowed);
  }

  @Test
  @Hint("blocked-publisher")
  void a_broker_that_blocks_its_publishers_delays_a_caller_by_its_patience_only(
      Fleet<Uploads> servers, @Own RabbitMq rabbit, Hostile hostile, Random random) {
    Samples samples = new Samples(hostile, random);
    String topic = samples.topic();
    servers.get(0).subscribe(topic, INDEXER);
    List<Upload> before = samples.uploads(3);
    Post.stored(servers.get(0), topic, before);
    // More than the buffers of the sockets hold.
    List<Upload> large = Stream.generate(samples::largest).limit(60).toList();

    List<Upload> expected = new ArrayList<>(before);
    try (Fault alarm = rabbit.blockPublishers()) {
      Attempt<List<Receipt>> attempt =
          servers.attempt(server -> server.publish(Post.to(topic, large)));
      assertThat(attempt).during(alarm).isAcknowledged().endedWithin(PATIENCE);
      List<Receipt> receipts = attempt.get();
      assertThat(receipts).hasSize(60).containsAnyOf(UNKNOWN).isSubsetOf(STORED, UNKNOWN);
      for (int i = 0; i < 60; i++) {
        if (receipts.get(i) == STORED) {
          expected.add(large.get(i));
        }
      }
    }

    Upload last = samples.upload();
    Post.untilStored(servers, 0, topic, last);
    expected.add(last);
    assertThat(Post.all(servers.get(0), topic, INDEXER))
        .as("what is in the queue after the alarm: all that was called STORED")
        .containsAll(expected);
  }

  @Test
  @Hint("declared-otherwise")
  void a_queue_that_was_declared_otherwise_is_left_as_it_is(
      Fleet<Uploads> servers, @Own RabbitMq rabbit, Hostile hostile, Random random)
      throws Exception {
    Samples samples = new Samples(hostile, random);
    String topic = samples.topic();
    String other = samples.topic();
    servers.get(0).subscribe(other, COUNTER);
    servers.get(0).subscribe(topic, INDEXER);
    Post.stored(servers.get(0), topic, samples.uploads(1));
    String queue =
        rabbit.queues().stream()
            .filter(name -> rabbit.ready(name) == 1)
            .findAny()
            .orElseThrow(() -> new AssertionError("the upload is STORED, and in no queue"));
    try (Channel channel = rabbit.channel()) {
      channel.queueDelete(queue);
      channel.queueDeclare(queue, true, false, false, Map.of("x-max-priority", 5));
      channel.basicPublish("", queue, null, UploadJson.encode(samples.upload()));
    }
    Wait.conclusively("the judge's message to arrive", SOON, () -> rabbit.ready(queue) == 1);

    Attempt<Object> attempt =
        servers.attempt(
            server -> {
              server.subscribe(topic, INDEXER);
              return null;
            });

    assertThat(attempt).failedWith(IllegalStateException.class).endedWithin(PATIENCE);
    assertThat(rabbit.ready(queue)).as("messages in the queue that was there").isEqualTo(1);
    List<Upload> uploads = samples.uploads(2);
    Post.stored(servers.get(0), other, uploads);
    assertThat(Post.all(servers.get(0), other, COUNTER)).isEqualTo(uploads);
  }

  @Test
  @Hint("start-without-broker")
  void a_server_starts_and_answers_while_its_broker_is_away(
      Fleet<Uploads> servers, RabbitMq rabbit, Hostile hostile, Random random) {
    Samples samples = new Samples(hostile, random);
    String topic = samples.topic();
    Upload upload = samples.upload();
    servers.get(0).subscribe(topic, INDEXER);
    Fault death = servers.replica(0).kill();
    try (Fault away = servers.replica(0).link(rabbit).cut()) {
      death.close();
      assertThat(servers.attempt(server -> server.publish(Post.to(topic, List.of(upload)))))
          .during(away)
          .returned(List.of(UNKNOWN))
          .endedWithin(PATIENCE);
      assertThat(servers.attempt(server -> server.pull(topic, INDEXER, 1)))
          .failedWith(UnavailableException.class)
          .endedWithin(PATIENCE);
    }

    Post.untilStored(servers, 0, topic, upload);
  }

  @Test
  @Hint("bounds")
  void what_is_out_of_bounds_is_refused_with_all_of_its_call(
      Fleet<Uploads> servers, Hostile hostile, Random random) {
    Samples samples = new Samples(hostile, random);
    String topic = samples.topic();
    servers.get(0).subscribe(topic, INDEXER);
    Message good = new Message(topic, samples.upload());

    for (Upload bad : samples.outOfBounds()) {
      assertThat(
              servers.attempt(
                  server -> server.publish(List.of(good, new Message(topic, bad), good))))
          .failedWith(IllegalArgumentException.class);
    }
    for (String name : List.of("", "x".repeat(65), "t\0")) {
      Message bad = new Message(name, samples.upload());
      assertThat(servers.attempt(server -> server.publish(List.of(good, bad))))
          .failedWith(IllegalArgumentException.class);
      assertThat(
              servers.attempt(
                  server -> {
                    server.subscribe(name, INDEXER);
                    return null;
                  }))
          .failedWith(IllegalArgumentException.class);
    }
    for (int most : List.of(-1, 0, 1_001, Integer.MAX_VALUE)) {
      assertThat(servers.attempt(server -> server.pull(topic, INDEXER, most)))
          .failedWith(IllegalArgumentException.class);
    }
    assertThat(servers.attempt(server -> server.publish(Collections.nCopies(10_001, good))))
        .failedWith(IllegalArgumentException.class);

    assertThat(servers.get(0).publish(List.of())).isEmpty();
    assertThat(servers.get(0).pull(topic, INDEXER, 1_000))
        .as("what is in the queue after refused calls that held good messages too")
        .isEmpty();
  }
}
