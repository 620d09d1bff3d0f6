package dev.syslab.labs.websocketchat;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.websocketchat.Member.*;
import static dev.syslab.labs.websocketchat.Requests.*;

import dev.syslab.kit.*;
import dev.syslab.subject.Lab;
import java.time.Duration;
import java.util.*;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(
    number = 7,
    title = "Coming back: exactly what was missed",
    points = 25,
    servers = Lab.Uses.REDIS)
@Timeout(120)
class Stage7ResumeTest {
  private static final int KEPT = 60;
  private static final Duration SLACK = Duration.ofSeconds(10);
  private static final Cluster CLUSTER = new Cluster(Duration.ofSeconds(10), KEPT);
  private static final Cluster KEEPS_ALL = new Cluster(Duration.ofSeconds(10), 10_000);

  @Test
  @Hint("from-where-it-was")
  void who_comes_back_is_sent_exactly_what_was_missed_at_every_node(
      @Replicas(2) Fleet<ChatServer> servers) throws Exception {
    int[] ports = Stage6NodesTest.start(servers, CLUSTER);
    try (Member bob = Member.of(ports[1], "bob", "tea")) {
      Member ann = Member.of(ports[0], "ann");
      Position at = ann.join("tea").position();
      say(bob, 3);
      ann.messages(3);
      ann.wire.reset();
      at = new Position(at.epoch(), 3);
      say(bob, KEPT - 5);

      for (int node : new int[] {0, 1}) {
        try (Member again = Member.of(ports[node], "ann")) {
          Heard joined = again.resume("tea", at);
          assertRecovered(joined, at, KEPT - 2, "cut off after 3 messages; now at node " + node);
          at = node == 0 ? at : joined.position();
        }
      }
      try (Member again = Member.of(ports[1], "ann")) {
        Heard joined = again.resume("tea", at);
        assertRecovered(joined, at, KEPT - 2, "cut off again before anything new was said");
        say(bob, 1);
        assertThat(again.next("message").offset())
            .as("the offset of the next message, heard live after the history")
            .isEqualTo(KEPT - 1);
      }
      servers.replica(0).restart();
      int port = servers.get(0).cluster(QUIET, CLUSTER);
      try (Member again = Member.of(port, "ann")) {
        assertRecovered(again.resume("tea", at), at, KEPT - 1, "now at a node that was restarted");
      }
    }
  }

  @Test
  @Hint("nothing-heard-yet")
  void who_has_heard_nothing_yet_can_resume(@Replicas(2) Fleet<ChatServer> servers, Hostile hostile)
      throws Exception {
    List<String> ids = hostile.ids(20, Length.utf8Bytes(1, ChatServer.LONGEST_NAME));
    List<String> texts = hostile.texts(20, Length.utf8Bytes(1, ChatServer.LONGEST_TEXT));
    int[] ports = Stage6NodesTest.start(servers, CLUSTER);
    try (Member bob = Member.of(ports[1], ids.get(0), "milk")) {
      Member ann = Member.of(ports[0], "ann");
      Heard first = ann.join("tea");
      assertThat(first.recovered()).as("“recovered” for a client that does not resume").isNull();
      Position at = first.position();
      assertThat(at.offset()).as("the offset of a room without messages").isZero();
      ann.wire.reset();
      bob.join("tea");
      List<List<String>> said = new ArrayList<>();
      for (int i = 0; i < ids.size(); i++) {
        bob.say("tea", ids.get(i), texts.get(i));
        said.add(List.of("" + (i + 1), bob.user, ids.get(i), texts.get(i)));
      }
      try (Member again = Member.of(ports[0], "ann")) {

        Heard joined = again.resume("tea", at);

        assertRecovered(
            joined, at, said.size(), "was cut off before the first message of the room");
        Same.list(
            "offset, user, id and text of what ann missed",
            joined.history().stream().map(Heard::said).toList(),
            said);
        Same.list(
            "the same messages, as heard live",
            bob.messages(said.size()).stream().map(Heard::said).toList(),
            said);
      }
    }
  }

  @Test
  @Hint("all-or-say-so")
  void what_is_no_longer_kept_is_said_to_be_missing(Fleet<ChatServer> servers) throws Exception {
    int port = servers.get(0).cluster(QUIET, CLUSTER);
    try (Member bob = Member.of(port, "bob")) {
      bob.join("tea");
      say(bob, 2);
      bob.messages(2);
      Position at = Member.of(port, "ann").join("tea").position();
      say(bob, KEPT);
      try (Member again = Member.of(port, "ann")) {
        assertRecovered(
            again.resume("tea", at), at, KEPT + 2, "missed as many messages as are kept");
      }
      say(bob, 1);
      try (Member again = Member.of(port, "ann")) {
        assertThat(again.join("tea").history())
            .as("the history for a newcomer, when %d messages are kept", KEPT)
            .hasSize(ChatServer.HISTORY);

        Heard joined = again.resume("tea", at);

        if (Boolean.TRUE.equals(joined.recovered())) {
          assertRecovered(joined, at, KEPT + 3, "missed one message more than is kept");
        } else {
          assertUnrecoverable(joined, KEPT + 3, "missed one message more than is kept");
        }
      }
    }
  }

  @Test
  @Hint("another-epoch")
  void a_position_of_another_epoch_is_unrecoverable(
      @Replicas(2) Fleet<ChatServer> servers, Redis redis) throws Exception {
    int[] ports = Stage6NodesTest.start(servers, CLUSTER);
    try (Member bob = Member.of(ports[0], "bob", "tea")) {
      say(bob, 8);
      Position at = Member.of(ports[0], "ann").join("tea").position();
      try (Member eve = Member.of(ports[1], "eve")) {
        Position beyond = new Position(at.epoch(), at.offset() + 1);
        assertUnrecoverable(eve.resume("tea", beyond), 8, "a position that no client can have");
        for (String epoch : List.of("*", "0", "x".repeat(ChatServer.LONGEST_NAME))) {
          assertUnrecoverable(
              eve.resume("tea", new Position(epoch, 8)), 8, "the epoch “" + epoch + "”");
        }
        for (String since :
            List.of("7", "{}", since(""), since("x".repeat(65)), "{\"epoch\": \"x\"}")) {
          assertInvalid(eve, since);
        }
        for (String offset : List.of("-1", "1.5", "\"1\"", "null", "1e400")) {
          assertInvalid(eve, "{\"epoch\": \"%s\", \"offset\": %s}".formatted(at.epoch(), offset));
        }
      }
      redis.client().flushDB();
      try (Member cat = Member.of(ports[1], "cat", "tea")) {
        for (int i = 1; i <= 9; i++) {
          assertThat(cat.say("tea", "new " + i, "said in another epoch"))
              .as("the offset of message %d after Redis has lost the room", i)
              .isEqualTo(i);
        }
        Wait.until(
            "the server to close the connection of bob, whose node has learned of the new epoch",
            ChatServer.BACK_WITHIN.plus(SLACK),
            bob::hasEnded);

        Member again = Member.of(ports[0], "ann");
        Heard joined = again.resume("tea", at);

        assertUnrecoverable(joined, 9, "has heard 8 messages of another epoch");
        assertThat(joined.position().epoch()).as("the new epoch").isNotEqualTo(at.epoch());
        again.close();
      }
    }
  }

  @Test
  @Hint("history-then-live-again")
  void who_comes_back_while_others_speak_hears_each_message_once(
      @Replicas(2) Fleet<ChatServer> servers, Redis redis) throws Exception {
    int[] ports = Stage6NodesTest.start(servers, KEEPS_ALL);
    try (Member bob = Member.of(ports[1], "bob", "tea");
        Fault slow = servers.replica(0).link(redis).delay(Duration.ofMillis(30))) {
      Member first = Member.of(ports[0], "ann");
      Position at = first.join("tea").position();
      first.wire.reset();
      for (int i = 0; i < 12; i++) {
        bob.wire.send(flood("tea", "round " + i, "x", 100));
        try (Member ann = Member.of(ports[0], "ann")) {
          Heard joined = ann.resume("tea", at);
          long end = joined.offset();
          assertRecovered(joined, at, end, "came back while others speak, time " + (i + 1));
          // What is said from now on is heard; it may be little, if bob's node was quicker.
          bob.wire.send(flood("tea", "more " + i, "x", 20));
          for (long next = end + 1; next <= end + 20; next++) {
            assertThat(ann.next("message").offset())
                .as(
                    "the offset that ann hears live after %d, when her history reaches to %d",
                    next - 1, end)
                .isEqualTo(next);
          }
          at = new Position(at.epoch(), end + 20);
        }
      }
    }
  }

  @Test
  @Hint("sent-twice-to-two-nodes")
  void a_message_that_is_sent_again_to_another_node_is_stored_once(
      @Replicas(2) Fleet<ChatServer> servers) throws Exception {
    int[] ports = Stage6NodesTest.start(servers, KEEPS_ALL);
    try (Member bob = Member.of(ports[1], "bob", "tea")) {
      Member ann = Member.of(ports[0], "ann", "tea");
      say(bob, 1);
      bob.next("message");
      ann.send("tea", "lost", "pay 10 €");
      long stored = bob.next("message").offset();
      servers.replica(0).kill().awaitEffect(SLACK);
      for (int i = 0; i < ChatServer.REMEMBERED - 1; i++) {
        bob.send("tea", "filler " + i, "x");
      }
      bob.messages(ChatServer.REMEMBERED - 1);
      try (Member again = Member.of(ports[1], "ann", "tea")) {

        long acknowledged = again.say("tea", "lost", "pay 10 €");

        assertThat(acknowledged)
            .as("the offset of a message that was sent again after its node had died")
            .isEqualTo(stored);
        assertThat(again.say("tea", "next", "x"))
            .as("the offset of the next message. Likely cause: the repeat was stored, too")
            .isEqualTo(stored + ChatServer.REMEMBERED);
      }
    }
  }

  private static String since(String epoch) {
    return "{\"epoch\": \"%s\", \"offset\": 1}".formatted(epoch);
  }

  private static void say(Member member, int count) {
    for (int i = 0; i < count; i++) {
      member.say("tea", UUID.randomUUID().toString(), "something");
    }
  }

  /** That the history is what was said after a position, up to the end of the room. */
  private static void assertRecovered(Heard joined, Position since, long end, String who) {
    assertThat(joined.recovered()).as("“recovered” for a client that %s", who).isEqualTo(true);
    assertThat(joined.position().epoch())
        .as("the epoch for a client that %s, which must be the same", who)
        .isEqualTo(since.epoch());
    assertThat(joined.offset()).as("the offset for a client that %s", who).isEqualTo(end);
    Same.list(
        "offsets in the history of a client that " + who,
        joined.history().stream().map(Heard::offset).toList(),
        LongStream.rangeClosed(since.offset() + 1, end).boxed().toList());
  }

  private static void assertUnrecoverable(Heard joined, long end, String who) {
    assertThat(joined.recovered()).as("“recovered” for %s", who).isEqualTo(false);
    assertThat(joined.offset()).as("the offset for %s", who).isEqualTo(end);
    long first = Math.max(1, end - ChatServer.HISTORY + 1);
    Same.list(
        "offsets of the last messages, for " + who,
        joined.history().stream().map(Heard::offset).toList(),
        LongStream.rangeClosed(first, end).boxed().toList());
  }

  private static void assertInvalid(Member member, String since) {
    String request = "{\"type\": \"join\", \"room\": \"tea\", \"since\": %s}".formatted(since);
    member.wire.send(Frame.text(request));
    assertThat(member.next("joined", "error").text("code"))
        .as("the code of the answer to %s", request)
        .isEqualTo("invalid");
  }
}
