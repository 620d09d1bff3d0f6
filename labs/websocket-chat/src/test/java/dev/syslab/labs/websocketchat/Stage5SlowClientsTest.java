package dev.syslab.labs.websocketchat;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.websocketchat.Member.*;
import static dev.syslab.labs.websocketchat.Requests.*;

import dev.syslab.kit.*;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 5, title = "Slow clients hold up nobody", points = 20)
class Stage5SlowClientsTest {
  private static final String JOIN = "{\"type\": \"join\", \"room\": \"tea\"}";

  private static final int QUEUE = 1 << 20;

  /** So large that three times as much is more than what the kernel takes besides. */
  private static final int LARGE_QUEUE = 1 << 22;

  /** What a busy machine may take until the others hear that a connection has ended. */
  private static final Duration SOON = ChatServer.GONE_WITHIN.plusSeconds(5);

  @Test
  @Hint("nobody-waits-for-it")
  @Timeout(90)
  void while_some_read_nothing_all_others_hear_everything_in_order(ChatServer server)
      throws Exception {
    int port = server.listen(settings(QUEUE));
    int flood = Flood.beyond(QUEUE);
    List<Wire> stalled = new ArrayList<>();
    List<Member> readers = new ArrayList<>();
    // Whichever thread serves a reader, it serves one that stalls as well.
    for (int i = 0; i < 8; i++) {
      stalled.add(stalled(port, "stalled " + i));
      if (i % 2 == 0) {
        readers.add(Member.of(port, "reader " + i, "tea"));
      }
    }
    try (Member bob = Member.of(port, "bob", "tea")) {
      readers.add(bob);
      Flood.say(bob, flood, readers);
    }
    for (Member reader : readers) {
      reader.close();
    }
    for (Wire wire : stalled) {
      wire.close();
    }
  }

  @Test
  @Hint("a-bounded-queue")
  @Timeout(60)
  void what_waits_for_a_client_is_bounded_and_what_it_misses_is_said(ChatServer server, Notes notes)
      throws Exception {
    int port = server.listen(settings(LARGE_QUEUE));
    int flood = Flood.beyond(LARGE_QUEUE);
    try (Member bob = Member.of(port, "bob", "tea");
        Wire ann = stalled(port, "ann")) {
      Flood.say(bob, flood, List.of(bob));
      // Either she is gone, which the others hear, or she is told what she has missed.
      boolean gone = hearsThatAnnIsGone(bob);

      Reading reading = read(ann, flood);

      assertThat(reading.gaps)
          .as("messages that a client missed without being told of a gap; it heard %s", reading)
          .isEmpty();
      assertThat(reading.messages)
          .as(
              "of %d messages, those that a client which read nothing was sent, with a queue of %d"
                  + " bytes",
              flood, LARGE_QUEUE)
          .isLessThan(flood);
      assertThat(gone || reading.told)
          .as(
              "whether the others hear that ann is gone, or ann is told of a gap; she heard %s",
              reading)
          .isTrue();
      notes.add("%d of %d messages, then %s", reading.messages, flood, gone ? "the end" : "a gap");
    }
  }

  @Test
  @Hint("a-short-stall")
  @Timeout(60)
  void who_stalls_for_less_than_the_queue_is_sent_everything(ChatServer server) throws Exception {
    int port = server.listen(settings(MUCH));
    int flood = Flood.beyond(QUEUE);
    try (Member bob = Member.of(port, "bob", "tea");
        Wire ann = stalled(port, "ann")) {
      Flood.say(bob, flood, List.of(bob));

      Reading reading = read(ann, flood);

      assertThat(reading.messages)
          .as(
              "messages that a client is sent after a stall, of %d bytes with a queue of %d",
              (long) flood * ChatServer.LONGEST_TEXT, MUCH)
          .isEqualTo(flood);
    }
  }

  @Test
  @Hint("answers-wait-too")
  @Timeout(60)
  void answers_that_nobody_reads_are_bounded_as_well(ChatServer server) throws Exception {
    int port = server.listen(settings(QUEUE));
    try (Member bob = Member.of(port, "bob", "tea")) {
      for (int i = 0; i < ChatServer.HISTORY; i++) {
        bob.say("tea", "id " + i, Flood.LONG);
      }
      int answer = ChatServer.HISTORY * ChatServer.LONGEST_TEXT;
      long joins = 2 * (Pipe.capacity() + QUEUE) / answer + 10;
      try (Wire ann = stalled(port, "ann")) {
        for (int i = 0; i < joins; i++) {
          ann.send(Frame.text(JOIN));
        }

        assertThat(hearsThatAnnIsGone(bob))
            .as(
                "whether a client that requested %d answers of %d bytes and read none is gone",
                joins, answer)
            .isTrue();
      }
    }
  }

  private static Settings settings(int queue) {
    return new Settings(QUIET.ping(), QUIET.pong(), queue);
  }

  /** A member that reads nothing. */
  private static Wire stalled(int port, String user) {
    Wire wire = Wire.openWithSmallBuffer(port, target(user), PROTOCOL);
    wire.send(Frame.text(JOIN));
    wire.message("“joined”");
    return wire;
  }

  private static boolean hearsThatAnnIsGone(Member member) {
    return Wait.atMost(SOON, () -> member.hasHeardOfTheEndOf("ann"));
  }

  /** What a client heard that began to read again. */
  private static final class Reading {
    private final List<String> gaps = new ArrayList<>();
    private int messages;
    private boolean told;

    @Override
    public String toString() {
      return messages + " messages" + (told ? " and of a gap" : "");
    }
  }

  private static Reading read(Wire wire, long last) {
    Reading reading = new Reading();
    long at = 0;
    while (at < last) {
      Frame frame =
          wire.read(
              "message %d of %d, a gap or the end. Was the message dropped silently?"
                  .formatted(at + 1, last));
      if (frame == null || frame.opcode() == Frame.CLOSE) {
        return reading;
      }
      if (frame.opcode() != Frame.TEXT) {
        continue;
      }
      Heard event = Heard.of(new String(frame.payload(), StandardCharsets.UTF_8));
      if (event.is("gap")) {
        reading.told = true;
        at = event.offset();
      } else if (event.is("message")) {
        if (event.offset() != at + 1) {
          reading.gaps.add(event.offset() + " after " + at);
        }
        reading.messages++;
        at = event.offset();
      }
    }
    return reading;
  }
}
