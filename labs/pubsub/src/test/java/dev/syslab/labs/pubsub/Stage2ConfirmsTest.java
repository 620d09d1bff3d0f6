package dev.syslab.labs.pubsub;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.pubsub.Receipt.*;
import static dev.syslab.labs.pubsub.Role.COUNTER;
import static dev.syslab.labs.pubsub.Role.INDEXER;
import static dev.syslab.labs.pubsub.Uploads.PATIENCE;

import dev.syslab.kit.*;
import dev.syslab.subject.Lab;
import java.time.Duration;
import java.util.*;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(
    number = 2,
    title = "RabbitMQ: stored, returned, or unknown",
    points = 20,
    servers = Lab.Uses.RABBITMQ)
@Timeout(240) // for a busy machine: on a quiet one, the longest test takes 30 s
class Stage2ConfirmsTest {
  private static final Duration SOON = Duration.ofSeconds(10);

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
        .as("the 7 oldest of 401 uploads")
        .isEqualTo(uploads.subList(0, 7));
    assertThat(Post.all(servers.get(1), topic, INDEXER))
        .as("the uploads that are left for the indexer")
        .isEqualTo(uploads.subList(7, 401));
    assertThat(Post.all(servers.get(0), topic, COUNTER))
        .as("the uploads that are left for the counter")
        .isEqualTo(uploads);
  }

  @Test
  @Hint("routing")
  void topics_that_look_alike_are_different(
      Fleet<Uploads> servers, Hostile hostile, Random random) {
    Samples samples = new Samples(hostile, random);
    List<String> topics = samples.topicsThatLookAlike();
    List<Upload> uploads = samples.uploads(topics.size());
    topics.forEach(topic -> servers.get(0).subscribe(topic, INDEXER));

    for (int i = 0; i < topics.size(); i++) {
      Post.stored(servers.get(0), topics.get(i), uploads.subList(i, i + 1));
    }

    for (int i = 0; i < topics.size(); i++) {
      assertThat(Post.all(servers.get(0), topics.get(i), INDEXER))
          .as("what was published to “%s”, next to similar topics", topics.get(i))
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

    Post.expectReceipts(
        "of messages, about half of which have no subscriber",
        messages.stream()
            .map(message -> message.topic().equals(topic) ? STORED : UNROUTABLE)
            .toList(),
        receipts);
    assertThat(servers.get(0).pull(nobody, COUNTER, 10))
        .as("what was pulled from a topic without a subscriber")
        .isEmpty();
    assertThat(Post.all(servers.get(0), topic, COUNTER))
        .as("what is in the subscriber's queue, in the order in which it was published")
        .isEqualTo(
            messages.stream().filter(it -> it.topic().equals(topic)).map(Message::upload).toList());
  }

  @Test
  @Hint("in-flight")
  void the_messages_of_a_call_are_in_flight_together(
      @Replicas(2) Fleet<Uploads> servers,
      RabbitMq rabbit,
      Hostile hostile,
      Random random,
      Notes notes) {
    Samples samples = new Samples(hostile, random);
    String topic = samples.topic();
    servers.get(0).subscribe(topic, INDEXER);
    Post.stored(servers.get(0), topic, samples.uploads(1));

    boolean together = false;
    for (int tries = 3; tries > 0 && !together; tries--) {
      together = Publishers.withoutConfirms(servers, rabbit, topic, samples.uploads(200));
    }
    assertThat(together)
        .as(
            "whether 200 messages of one call reach the queue while their publisher gets no"
                + " confirms")
        .isTrue();

    Publishers.drawThroughput(notes, servers.get(0), samples);
  }

  @Test
  @Hint("durable")
  void what_was_stored_is_there_after_the_broker_was_killed(
      Fleet<Uploads> servers, @Own RabbitMq rabbit, Hostile hostile, Random random) {
    Samples samples = new Samples(hostile, random);
    String topic = samples.topic();
    servers.get(0).subscribe(topic, INDEXER);
    List<Upload> uploads = new ArrayList<>(samples.uploads(100));
    Post.settle();
    Post.stored(servers.get(0), topic, uploads);

    try (Fault death = rabbit.kill()) {
      assertThat(servers.attempt(server -> server.pull(topic, INDEXER, 1)))
          .failedWith(UnavailableException.class)
          .during(death);
    }

    Upload last = samples.upload();
    Post.untilStored(servers, 0, topic, last);
    uploads.add(last);
    assertThat(new LinkedHashSet<>(Post.all(servers.get(0), topic, INDEXER)))
        .as(
            "what is in the queue after the broker was killed; all of it had been reported as"
                + " STORED")
        .containsExactlyElementsOf(uploads);
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
      var publishing = servers.begin(0, server -> server.publish(Post.to(topic, swallowed)));
      Calls.unavailable(
          servers,
          silence,
          server -> server.pull(topic, INDEXER, 1),
          server -> server.subscribe(topic, COUNTER));
      Attempt<List<Receipt>> attempt = publishing.await(SOON);
      assertThat(attempt).during(silence).endedWithin(PATIENCE);
      assertThat(attempt).returned(Collections.nCopies(30, UNKNOWN));
    }
    Fault death = servers.replica(0).kill();
    try (Fault away = servers.replica(0).link(rabbit).cut()) {
      // It starts while RabbitMQ is away.
      death.close();
      Calls.unavailable(servers, away, server -> server.pull(topic, INDEXER, 1));
      assertThat(servers.attempt(server -> server.publish(Post.to(topic, swallowed))))
          .during(away)
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
  void a_broker_that_blocks_its_publishers_delays_callers_by_their_patience_only(
      Fleet<Uploads> servers, @Own RabbitMq rabbit, Hostile hostile, Random random)
      throws Exception {
    Samples samples = new Samples(hostile, random);
    String topic = samples.topic();
    servers.get(0).subscribe(topic, INDEXER);
    List<Upload> before = samples.uploads(3);
    Post.stored(servers.get(0), topic, before);
    // More than the buffers of the sockets hold.
    List<Upload> large = Stream.generate(samples::largest).limit(40).toList();

    List<Upload> expected = new ArrayList<>(before);
    List<List<Upload>> small = Stream.generate(() -> samples.uploads(3)).limit(3).toList();
    try (Fault alarm = rabbit.blockPublishers()) {
      Timing.quickestOf(
          2,
          () ->
              expected.addAll(Publishers.duringAlarm(servers, rabbit, topic, large, small, alarm)),
          // What the first try left on its way would be held in place of the second's.
          () -> servers.replica(0).link(rabbit).reset().close());
    }

    Upload last = samples.upload();
    Post.untilStored(servers, 0, topic, last);
    expected.add(last);
    assertThat(Post.all(servers.get(0), topic, INDEXER))
        .as("what is in the queue after the alarm, compared with what was reported as STORED")
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
    String queue = Post.redeclared(rabbit, samples.upload());

    Attempt<Boolean> attempt = Calls.attempt(servers, server -> server.subscribe(topic, INDEXER));

    assertThat(attempt).failedWith(IllegalStateException.class).endedWithin(PATIENCE);
    assertThat(rabbit.ready(queue)).as("messages in the queue that already existed").isEqualTo(1);
    List<Upload> uploads = samples.uploads(2);
    Post.stored(servers.get(0), other, uploads);
    assertThat(Post.all(servers.get(0), other, COUNTER)).isEqualTo(uploads);
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
      Calls.outOfBounds(
          servers,
          "an invalid upload between two valid ones",
          server -> server.publish(List.of(good, new Message(topic, bad), good)));
    }
    for (String name : List.of("", "x".repeat(65), "😀".repeat(33), "t\0")) {
      Message bad = new Message(name, samples.upload());
      String what = "a topic of %d characters".formatted(name.length());
      Calls.outOfBounds(servers, what, server -> server.publish(List.of(good, bad)));
      Calls.outOfBounds(servers, what, server -> server.subscribe(name, INDEXER));
    }
    for (int most : List.of(-1, 0, 1_001, Integer.MAX_VALUE)) {
      Calls.outOfBounds(
          servers, "pull at most " + most, server -> server.pull(topic, INDEXER, most));
    }
    Calls.outOfBounds(
        servers, "10,001 messages", server -> server.publish(Collections.nCopies(10_001, good)));

    assertThat(servers.get(0).publish(List.of())).isEmpty();
    assertThat(servers.get(0).pull(topic, INDEXER, 1_000))
        .as("what is in the queue after calls with valid messages that were refused as a whole")
        .isEmpty();
  }
}
