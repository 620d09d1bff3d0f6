package dev.syslab.labs.websocketchat;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.websocketchat.Member.*;

import dev.syslab.kit.*;
import dev.syslab.kit.verdict.Inconclusive;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 4, title = "Heartbeats: who is still there", points = 20)
class Stage4HeartbeatTest {
  /** What a busy machine may take beyond the contract's bound. */
  private static final Duration SLACK = Duration.ofSeconds(5);

  private static final int TRIES = 6;
  private static final Duration PONG = Duration.ofSeconds(3);
  private static final String ANN = "/chat?user=ann";

  @Test
  @Hint("signs-of-life")
  void a_peer_that_falls_silent_is_gone_within_ping_and_pong(ChatServer server) throws Exception {
    Settings settings = new Settings(Duration.ofMillis(500), PONG, MUCH);
    int port = server.listen(settings);
    // Her phone answers pings, and is in another room.
    try (Member bob = Member.of(port, "bob", "tea");
        Member phone = Member.of(port, "ann", "milk");
        Wire ann = Wire.open(port, ANN, PROTOCOL)) {
      ann.send(Frame.text(Requests.join("tea")));
      ann.message("“joined”");
      Instant silent = Instant.now();

      // The room goes on talking, so that the server always has something to send to her.
      boolean gone = false;
      for (int i = 0; !gone && since(silent).compareTo(bound(settings)) < 0; i++) {
        bob.send("tea", "id " + i, "still there?");
        gone = bob.until("ack").stream().anyMatch(Stage4HeartbeatTest::isOffline);
        Wait.pass(Duration.ofMillis(100));
      }

      assertThat(gone)
          .as(
              "whether ann is gone %s after her last frame, with ping = %s and pong = %s",
              since(silent), settings.ping(), settings.pong())
          .isTrue();
      assertThat(since(silent)).as("time from her last frame").isGreaterThan(settings.pong());
      Ending.rest(ann, "a client's long silence");
      assertThat(phone.hasEnded()).as("whether the server ended her phone's connection").isFalse();
    }
  }

  @Test
  @Hint("pongs-count")
  @Timeout(60)
  void a_quiet_client_that_answers_pings_stays(ChatServer server, Notes notes) throws Exception {
    Duration ping = Duration.ofMillis(800);
    int port = server.listen(new Settings(ping, PONG, MUCH));
    try (Member bob = Member.of(port, "bob", "tea");
        Member ann = Member.of(port, "ann", "tea")) {
      Wait.until("ann to be sent a ping", Wire.PATIENCE, () -> ann.hasEnded() || ann.pings() > 0);
      Instant first = Instant.now();
      int before = ann.pings();
      Wait.until(
          "the silent ann to be sent 7 more pings",
          Duration.ofSeconds(20),
          () -> ann.hasEnded() || ann.pings() >= before + 7);

      int pings = ann.pings() - before;
      Duration took = since(first);
      assertThat(ann.hasEnded())
          .as("whether the server ended ann's connection, after %d pings", ann.pings())
          .isFalse();
      assertThat(took)
          .as("time from one ping to the %dth after it; pings are at least %s apart", pings, ping)
          .isGreaterThan(times(0.9, ping.multipliedBy(pings)));
      bob.say("tea", "1", "still there?");
      assertThat(ann.next("message").text("text"))
          .as("what ann, who has answered %d pings, hears", ann.pings())
          .isEqualTo("still there?");
      notes.add("%d pings in %d ms", pings, took.toMillis());
    }
  }

  @Test
  @Hint("the-time-for-a-pong")
  @Timeout(90)
  void a_silent_client_is_asked_after_ping_and_given_up_after_pong(ChatServer server, Notes notes)
      throws Exception {
    Duration ping = Duration.ofMillis(1_000);
    Duration pong = Duration.ofMillis(1_500);
    Duration latestPing = times(1.25, ping);
    Duration earliestEnd = times(0.9, pong);
    Duration latestEnd = times(1.25, ping.plus(pong));
    int port = server.listen(new Settings(ping, pong, MUCH));
    List<Duration> untilPing = new ArrayList<>();
    List<Duration> fromPing = new ArrayList<>();
    List<Duration> inAll = new ArrayList<>();
    // Other load may delay what is measured here, but not each time.
    do {
      try (Wire ann = Wire.open(port, ANN, PROTOCOL)) {
        // Not silent from the first moment: a clock that ticks for all would be late for her.
        Wait.pass(times(0.4, ping));
        ann.send(Frame.of(Frame.PONG));
        Instant silent = Instant.now();
        Frame asked = ann.read("a ping");
        untilPing.add(since(silent));
        assertThat(asked == null ? "the end" : Heard.type(asked))
            .as("the first thing that a silent client is sent")
            .startsWith("ping");
        Instant pinged = Instant.now();
        Ending.rest(ann, "a ping, which the client does not answer");
        fromPing.add(since(pinged));
        inAll.add(since(silent));
      }
    } while (inAll.size() < TRIES
        && (Collections.min(untilPing).compareTo(latestPing) > 0
            || Collections.max(fromPing).compareTo(earliestEnd) < 0
            || Collections.min(inAll).compareTo(latestEnd) > 0));

    notes.add(
        "a ping after %s, the end of the connection %s after that",
        Text.of(Collections.min(untilPing)), Text.of(Collections.max(fromPing)));
    assertThat(Collections.min(untilPing))
        .as("time until a silent client is sent a ping, with ping = %s (the shortest)", ping)
        .isLessThanOrEqualTo(latestPing);
    assertThat(Collections.max(fromPing))
        .as("time from that ping to the end of the connection, with pong = %s (the longest)", pong)
        .isGreaterThanOrEqualTo(earliestEnd);
    assertThat(Collections.min(inAll))
        .as(
            "time until the end of the connection, with ping + pong = %s (the shortest)",
            ping.plus(pong))
        .isLessThanOrEqualTo(latestEnd);
  }

  @Test
  @Hint("one-timer")
  void pings_are_at_least_their_time_apart(ChatServer server, Notes notes) throws Exception {
    Duration ping = Duration.ofMillis(400);
    int port = server.listen(new Settings(ping, PONG, MUCH));
    try (Member ann = Member.of(port, "ann", "tea")) {
      Instant began = Instant.now();
      for (int i = 0; i < 100; i++) {
        ann.say("tea", "id " + i, "x");
      }
      Wait.until(
          "pings, after 100 messages", Wire.PATIENCE, () -> ann.hasEnded() || ann.pings() >= 2);
      Wait.pass(Duration.ofSeconds(1));

      int pings = ann.pings();
      long most = since(began).toMillis() / ping.toMillis() + 1;
      assertThat(pings)
          .as("pings in %d ms, at least %d ms apart", since(began).toMillis(), ping.toMillis())
          .isLessThanOrEqualTo((int) most);
      notes.add("%d pings in %d ms", pings, since(began).toMillis());
    }
  }

  @Test
  @Hint("nobody-reads")
  @Timeout(60)
  void a_peer_that_reads_nothing_is_gone_although_its_buffers_are_full(ChatServer server)
      throws Exception {
    Settings settings = new Settings(Duration.ofSeconds(2), PONG, MUCH);
    int port = server.listen(settings);
    try (Member bob = Member.of(port, "bob", "tea");
        Wire ann = Wire.openWithSmallBuffer(port, ANN, PROTOCOL)) {
      ann.send(Frame.text(Requests.join("tea")));
      bob.until("presence");
      // She reads nothing, but is there: what she sends counts.
      Timer signsOfLife = new Timer(true);
      signsOfLife.schedule(
          new TimerTask() {
            @Override
            public void run() {
              ann.send(Frame.of(Frame.PONG));
            }
          },
          0,
          200);
      Flood.say(bob, Flood.beyond(0), List.of(bob));
      signsOfLife.cancel();
      Instant silent = Instant.now();
      if (bob.hasHeardOfTheEndOf("ann")) {
        throw new Inconclusive("this machine sent nothing for longer than a ping and a pong");
      }

      Wait.until(
          "bob to hear that ann, who sends nothing and reads nothing, is gone",
          bound(settings),
          () -> bob.hasHeardOfTheEndOf("ann"));

      assertThat(since(silent)).as("time from her last frame").isGreaterThan(settings.pong());
    }
  }

  private static Duration times(double factor, Duration time) {
    return Duration.ofNanos((long) (factor * time.toNanos()));
  }

  private static boolean isOffline(Heard event) {
    return event.is("presence")
        && event.text("user").equals("ann")
        && event.text("online").equals("false");
  }

  private static Duration since(Instant time) {
    return Duration.between(time, Instant.now());
  }

  /** From the last frame until the others hear of it. */
  private static Duration bound(Settings settings) {
    return settings.ping().plus(settings.pong()).plus(ChatServer.GONE_WITHIN).plus(SLACK);
  }
}
