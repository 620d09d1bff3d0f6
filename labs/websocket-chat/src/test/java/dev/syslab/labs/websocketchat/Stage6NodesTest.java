package dev.syslab.labs.websocketchat;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.websocketchat.Member.*;
import static dev.syslab.labs.websocketchat.Requests.*;

import dev.syslab.kit.*;
import dev.syslab.kit.verdict.Inconclusive;
import dev.syslab.subject.Lab;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.Protocol;

@Stage(number = 6, title = "Two nodes, one conversation", points = 25, servers = Lab.Uses.REDIS)
@Timeout(120)
class Stage6NodesTest {
  private static final int EACH = 150;
  private static final int SPEAKERS = 6;

  /** What a busy machine may take beyond the contract's bound. */
  private static final Duration SLACK = Duration.ofSeconds(10);

  /** On a busy machine; code that waits for Redis with the usual timeout of 2 s takes 12 s. */
  private static final Duration AT_ONCE = Duration.ofSeconds(6);

  private static final Duration PRESENCE = Duration.ofSeconds(4);
  private static final Cluster CLUSTER = new Cluster(PRESENCE, 1_000);

  @Test
  @Hint("the-log-numbers")
  void members_at_two_nodes_hear_everything_in_one_order(
      @Replicas(2) Fleet<ChatServer> servers, Notes notes) throws Exception {
    int[] ports = start(servers, CLUSTER);
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < SPEAKERS; i++) {
      members.add(Member.of(ports[i % 2], "user " + i, "tea"));
    }
    List<byte[]> floods = members.stream().map(one -> flood("tea", "id", "x", EACH)).toList();

    IntStream.range(0, SPEAKERS).parallel().forEach(i -> members.get(i).wire.send(floods.get(i)));

    List<String> order = null;
    for (Member member : members) {
      List<Heard> heard = member.messages(SPEAKERS * EACH);
      Map<String, Integer> last = new HashMap<>();
      for (int i = 0; i < heard.size(); i++) {
        Heard one = heard.get(i);
        assertThat(one.offset())
            .as("the offset of the message that %s heard as number %d", member.user, i + 1)
            .isEqualTo(i + 1);
        int next = last.merge(one.text("user"), 0, (before, zero) -> before + 1);
        assertThat(one.text("id"))
            .as("the next message of %s that %s hears", one.text("user"), member.user)
            .isEqualTo("id " + next);
      }
      List<String> said = heard.stream().map(one -> one.text("user") + one.text("id")).toList();
      order = order == null ? said : order;
      Same.list("what %s heard, compared with user 0".formatted(member.user), said, order);
      member.close();
    }
    notes.add("%d messages of %d speakers at 2 nodes", SPEAKERS * EACH, SPEAKERS);
  }

  @Test
  @Hint("present-anywhere")
  void who_is_present_is_known_at_every_node(
      @Replicas(2) Fleet<ChatServer> servers, Hostile hostile) throws Exception {
    // So long that nobody hears of it from the beat of a lease.
    Cluster cluster = new Cluster(Duration.ofHours(1), 1_000);
    Settings asks = new Settings(Duration.ofSeconds(1), Duration.ofSeconds(5), MUCH);
    int[] ports = new int[2];
    for (int i : new int[] {0, 1}) {
      ports[i] = servers.get(i).cluster(asks, cluster);
    }
    String name = hostile.id(Length.utf8Bytes(1, ChatServer.LONGEST_NAME));
    try (Member bob = Member.of(ports[1], "bob", "tea");
        Member cat = Member.of(ports[0], "cat", "tea");
        Member laptop = Member.of(ports[0], name, "tea");
        Member phone = Member.of(ports[1], name)) {
      assertThat(phone.join("tea").members())
          .as("the members of a room at two nodes, in which one user has a connection at each")
          .containsExactlyInAnyOrder("bob", "cat", name);
      assertThat(Set.of(bob.next("presence").text("user"), bob.next("presence").text("user")))
          .as("the user that bob, at the other node, hears joining")
          .isEqualTo(Set.of("cat", name));
      laptop.wire.reset();
      Wait.pass(ChatServer.GONE_WITHIN);
      bob.say("tea", "1", "still there?");
      assertThat(bob.until("message"))
          .as("what bob hears while that user still has a connection at his node")
          .noneMatch(event -> event.is("presence"));
      assertThat(phone.next("message").text("text")).as("what it hears").isEqualTo("still there?");

      phone.wire.reset();

      Wait.until(
          "cat, at node 0, to hear that a user is gone whose last connection, at node 1, has ended",
          ChatServer.GONE_WITHIN.plus(SLACK),
          () -> cat.hasHeardOfTheEndOf(name));
      try (Wire silent = Wire.open(ports[1], target("silent"), PROTOCOL)) {
        silent.send(Frame.text("{\"type\": \"join\", \"room\": \"tea\"}"));
        Wait.until(
            "cat to hear that a client at node 1 that answers no pings is gone",
            asks.ping().plus(asks.pong()).plus(ChatServer.GONE_WITHIN).plus(SLACK),
            () -> cat.hasHeardOfTheEndOf("silent"));
      }
    }
  }

  @Test
  @Hint("reads-on-after-a-break")
  void a_node_that_lost_redis_hears_what_was_said_meanwhile(
      @Replicas(2) Fleet<ChatServer> servers, @Own Redis redis) throws Exception {
    int[] ports = start(servers, new Cluster(PRESENCE, 60));
    Link link = servers.replica(0).link(redis);
    try (Member ann = Member.of(ports[0], "ann", "tea");
        Member bob = Member.of(ports[1], "bob", "tea")) {
      int said = 0;
      if (kill(redis, "pubsub") + kill(redis, "normal") == 0) {
        throw new Inconclusive("the nodes had no connections to Redis");
      }
      for (Member member : List.of(ann, bob, ann, bob)) {
        member.say("tea", "id " + ++said, "after connections were killed");
      }
      assertHears(ann, 0, said);
      assertHears(bob, 0, said);
      for (boolean silent : new boolean[] {false, true}) {
        try (Fault fault = silent ? link.blackHole() : link.cut()) {
          fault.awaitEffect(SLACK);
          for (int i = 0; i < 40; i++) {
            bob.say("tea", "id " + ++said, "not heard at node 0");
          }
        }
        assertHears(ann, said - 40, said);
      }
      try (Fault cut = link.cut()) {
        cut.awaitEffect(SLACK);
        for (int i = 0; i < 100; i++) {
          bob.say("tea", "id " + ++said, "more than is kept");
        }
      }

      long at = said - 100;
      while (at < said) {
        Heard next = ann.next("message", "gap");
        if (next.is("message")) {
          assertThat(next.offset())
              .as("the offset that ann hears after %d, unless she is told of a gap", at)
              .isEqualTo(at + 1);
        }
        at = next.offset();
      }
    }
  }

  @Test
  @Hint("a-lease-for-each-node")
  void the_members_of_a_dead_node_are_gone_and_all_others_stay(
      @Replicas(2) Fleet<ChatServer> servers, Notes notes) throws Exception {
    int[] ports = start(servers, CLUSTER);
    try (Member bob = Member.of(ports[1], "bob", "tea");
        Member cat = Member.of(ports[1], "cat", "tea");
        Member ann = Member.of(ports[0], "ann", "tea");
        Member twice = Member.of(ports[0], "cat", "tea")) {
      bob.say("tea", "1", "who is there?");
      bob.next("message");
      Instant killed = Instant.now();
      servers.replica(0).kill().awaitEffect(SLACK);

      Wait.until(
          "bob to hear that ann, whose node was killed, is gone; presence is " + PRESENCE,
          PRESENCE.plus(ChatServer.GONE_WITHIN).plus(SLACK),
          () -> bob.hasHeardOfTheEndOf("ann"));
      notes.add("gone after %d ms", Duration.between(killed, Instant.now()).toMillis());
      Wait.pass(PRESENCE);

      assertThat(bob.hasHeardOfTheEndOf("cat"))
          .as("whether cat, who has another connection at the surviving node, is gone")
          .isFalse();
      try (Member eve = Member.of(ports[1], "eve")) {
        assertThat(eve.join("tea").members())
            .as("the members after one of two nodes was killed")
            .containsExactlyInAnyOrder("bob", "cat", "eve");
      }
      assertThat(bob.say("tea", "2", "still talking")).as("the next offset").isEqualTo(2);
    }
  }

  @Test
  @Hint("nobody-waits-for-redis")
  void while_redis_is_silent_pings_are_answered_and_requests_are_refused(
      @Replicas(2) Fleet<ChatServer> servers, Redis redis) throws Exception {
    int[] ports = start(servers, CLUSTER);
    List<Wire> wires = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Wire wire = Wire.open(ports[0], target("user"), PROTOCOL);
      wire.send(Frame.text("{\"type\": \"join\", \"room\": \"tea\"}"));
      wire.message("“joined”");
      wires.add(wire);
    }
    try (Fault silence = servers.replica(0).link(redis).blackHole()) {
      Map<Wire, List<String>> answers = new HashMap<>();
      Instant asked = Instant.now();
      for (Wire wire : wires) {
        for (int i = 0; i < 2; i++) {
          wire.send(Frame.text(message("tea", "id " + i, "x")));
        }
        wire.send(Frame.text("{\"type\": \"join\", \"room\": \"milk\"}"));
        wire.send(Frame.of(Frame.PING, Frame.utf8("are you there?")));
      }
      for (Wire wire : wires) {
        answers.put(wire, new ArrayList<>());
        Frame next = wire.read("a pong while Redis is silent");
        while (next != null && next.opcode() != Frame.PONG) {
          answers.get(wire).add(text(next));
          next = wire.read("a pong while Redis is silent");
        }
        assertThat(next).as("the answer to a ping while Redis is silent").isNotNull();
      }
      assertThat(since(asked))
          .as("the time until 8 pings were answered, from clients whose requests wait for Redis")
          .isLessThan(AT_ONCE);
      for (Wire wire : wires) {
        while (answers.get(wire).size() < 3) {
          answers.get(wire).add(text(wire.message("an answer within " + ChatServer.PATIENCE)));
        }
        assertThat(answers.get(wire))
            .as("answers to two messages and a join while Redis is silent")
            .allMatch(answer -> answer.contains("unavailable"));
      }
      assertThat(since(asked))
          .as("the time until 24 requests were answered while Redis was silent")
          .isLessThan(ChatServer.PATIENCE.plus(SLACK));
      silence.awaitEffect(SLACK);
    }
    for (Wire wire : wires) {
      wire.close();
    }
  }

  static int[] start(Fleet<ChatServer> servers, Cluster cluster) {
    return IntStream.range(0, servers.size())
        .map(i -> servers.get(i).cluster(QUIET, cluster))
        .toArray();
  }

  private static String text(Frame frame) {
    return new String(frame.payload(), StandardCharsets.UTF_8);
  }

  private static int kill(Redis redis, String type) {
    Object killed =
        redis.client().sendCommand(Protocol.Command.CLIENT, "KILL", "TYPE", type, "SKIPME", "yes");
    return Math.toIntExact((Long) killed);
  }

  /** That a member hears the messages after one offset up to another one, each once, in order. */
  private static void assertHears(Member member, int after, int last) {
    for (int at = after + 1; at <= last; at++) {
      assertThat(member.next("message").offset())
          .as("the offset of the message that %s hears after %d", member.user, at - 1)
          .isEqualTo(at);
    }
  }

  private static Duration since(Instant time) {
    return Duration.between(time, Instant.now());
  }
}
