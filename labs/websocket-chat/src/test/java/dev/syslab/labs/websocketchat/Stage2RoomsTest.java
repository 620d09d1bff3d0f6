package dev.syslab.labs.websocketchat;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.websocketchat.Member.*;
import static dev.syslab.labs.websocketchat.Requests.*;

import dev.syslab.kit.*;
import java.time.Duration;
import java.util.*;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 2, title = "Rooms, and messages that are sent twice", points = 20)
class Stage2RoomsTest {
  private static final Length NAME = Length.utf8Bytes(1, ChatServer.LONGEST_NAME);
  private static final Length TEXT = Length.utf8Bytes(1, ChatServer.LONGEST_TEXT);
  private static final int HISTORY = ChatServer.HISTORY;

  @Test
  @Hint("who-is-in-the-room")
  @Timeout(60)
  void a_message_reaches_the_members_of_its_room_and_nobody_else(ChatServer server, Hostile hostile)
      throws Exception {
    int port = server.listen(QUIET);
    List<Hostile.Pair> pairs = Apart.pairs(hostile.pairs(NAME));
    List<String> texts = hostile.texts(pairs.size(), TEXT);
    for (int i = 0; i < pairs.size(); i++) {
      Apart.check(port, pairs.get(i), texts.get(i));
    }
  }

  @Test
  @Hint("nothing-after-the-end")
  void however_a_connection_ends_its_user_is_gone_and_says_no_more(ChatServer server)
      throws Exception {
    int port = server.listen(QUIET);
    List<Duration> gone = new ArrayList<>();
    try (Member bob = Member.of(port, "bob", "tea", "milk")) {
      for (Map.Entry<String, byte[]> reason : Ending.reasons().entrySet()) {
        gone.add(Gone.after(port, bob, reason.getKey(), reason.getValue()));
      }

      assertThat(bob.say("tea", "1", "next"))
          .as("the offset of the next message; those that came too late must not be stored")
          .isEqualTo(1);
      assertThat(Collections.min(gone))
          .as("time until bob heard that ann is gone (the shortest of %d)", gone.size())
          .isLessThan(ChatServer.GONE_WITHIN);
    }
  }

  @Test
  @Hint("leaving")
  void who_has_left_hears_no_more_and_is_gone_for_everybody(ChatServer server) throws Exception {
    int port = server.listen(QUIET);
    try (Member ann = Member.of(port, "ann", "tea", "milk");
        Member bob = Member.of(port, "bob", "tea", "milk");
        Member eve = Member.of(port, "eve", "tea", "milk")) {
      bob.leave("tea");
      // Of two rooms, no order is promised.
      assertThat(Presence.until(ann, "+eve in tea", "+eve in milk", "+bob in milk", "-bob in tea"))
          .as("what ann hears of the others, all of whom were in two rooms, until bob has left")
          .containsOnlyOnce("-bob in tea", "+bob in tea")
          .hasSize(5);
      eve.wire.reset();
      assertThat(Presence.until(ann, "-eve in tea", "-eve in milk"))
          .as("what ann hears when the connection of eve, who was in two rooms, is reset")
          .hasSize(2);

      ann.say("tea", "1", "not for bob");
      ann.say("milk", "1", "for bob");

      List<Heard> heard = bob.until("message");
      assertThat(heard.get(heard.size() - 1).text("text"))
          .as("the next message that bob hears; he has left tea, and is still in milk")
          .isEqualTo("for bob");
      assertThat(heard).as("what bob hears").noneMatch(event -> event.text("user").equals("bob"));
      bob.send("tea", "2", "let me in");
      bob.request("leave", "tea");
      bob.request("leave", "a room that nobody has joined");
      for (String what : List.of("speaks", "leaves again", "leaves a room he never joined")) {
        Heard answer = bob.next("error", "ack", "left");
        assertThat(answer.type() + " " + answer.text("code"))
            .as("type and code of the answer when bob, who has left the room, %s", what)
            .isEqualTo("error not-member");
      }
      try (Member joe = Member.of(port, "joe")) {
        Heard joined = joe.join("tea");
        assertThat(new TreeSet<>(joined.members()) + " and messages: " + joined.offset())
            .as("who is in tea, where bob and eve have left and ann has spoken")
            .isEqualTo("[ann, joe] and messages: 1");
      }
    }
  }

  @Test
  @Hint("two-windows")
  void a_user_is_present_as_long_as_one_connection_is(ChatServer server) throws Exception {
    int port = server.listen(QUIET);
    try (Member bob = Member.of(port, "bob", "tea", "milk");
        Member laptop = Member.of(port, "ann", "tea", "milk", "tea");
        Member phone = Member.of(port, "ann", "tea")) {
      assertThat(phone.join("tea").members())
          .as(
              "the members of a room in which one user has two connections and has joined twice on"
                  + " one of them")
          .containsExactlyInAnyOrder("ann", "bob");
      phone.say("tea", "1", "from my phone");
      for (Member member : List.of(laptop, phone)) {
        assertThat(member.next("message").text("text"))
            .as("what each of ann's connections hears, including what she said herself")
            .isEqualTo("from my phone");
      }
      laptop.wire.reset();

      assertThat(Presence.until(bob, "-ann in milk"))
          .as("what bob hears of ann, whose laptop came and went while her phone is still in tea")
          .containsExactlyInAnyOrder("+ann in tea", "+ann in milk", "-ann in milk");
      bob.send("tea", "1", "still there?");
      assertThat(phone.next("message").text("text"))
          .as("what ann's phone hears")
          .isEqualTo("still there?");
      phone.wire.reset();
      assertThat(Presence.until(bob, "-ann in tea"))
          .as("what bob hears of ann when her phone has gone, too")
          .isEqualTo(List.of("-ann in tea"));
    }
  }

  @Test
  @Hint("sent-twice")
  void a_message_whose_acknowledgement_was_lost_is_stored_once(ChatServer server) throws Exception {
    int port = server.listen(QUIET);
    try (Member bob = Member.of(port, "bob", "tea", "milk")) {
      Member ann = Member.of(port, "ann", "tea");
      bob.say("tea", "0", "earlier");
      bob.next("message");
      ann.send("tea", "lost", "pay 10 €");
      long stored = bob.next("message").offset();
      ann.wire.reset();
      try (Member again = Member.of(port, "ann", "tea", "milk")) {
        int fillers = ChatServer.REMEMBERED - 1;
        for (int i = 0; i < fillers; i++) {
          bob.send("tea", "filler " + i, "x");
        }
        bob.messages(fillers);
        again.messages(fillers);

        for (String text : List.of("pay 10 €", "another text", "pay 10 €")) {
          assertThat(again.say("tea", "lost", text))
              .as(
                  "the offset in the ack of a repeat that came %d messages later: “%s”",
                  fillers, text)
              .isEqualTo(stored);
        }
        assertThat(again.say("tea", "fresh", "the next one"))
            .as("the offset of the next message, after three repeats")
            .isEqualTo(stored + fillers + 1);
        assertThat(List.of(again.next("message").text("id"), bob.next("message").text("id")))
            .as("ids of what ann and bob hear next. Likely cause: the repeat was delivered again")
            .isEqualTo(List.of("fresh", "fresh"));
        long inAnotherRoom = again.say("milk", "lost", "the same id in another room");
        assertThat(List.of(inAnotherRoom, bob.say("milk", "lost", "from another user")))
            .as("offsets of messages with the same id, in another room and from another user")
            .isEqualTo(List.of(1L, 2L));
      }
    }
  }

  @Test
  @Hint("what-was-said-before")
  void a_newcomer_is_shown_the_last_messages(ChatServer server) throws Exception {
    int port = server.listen(QUIET);
    try (Member ann = Member.of(port, "ann")) {
      Heard empty = ann.join("tea");
      assertThat(empty.history()).as("the history of an empty room").isEmpty();
      assertThat(empty.offset()).as("the offset of an empty room").isZero();
      for (int i = 1; i <= HISTORY + 3; i++) {
        ann.say("tea", "id " + i, "text " + i);
      }
      try (Member bob = Member.of(port, "bob")) {
        Heard joined = bob.join("tea");

        Same.list(
            "offset, user, id and text of each message of the history, oldest first",
            joined.history().stream().map(Heard::said).toList(),
            IntStream.rangeClosed(4, HISTORY + 3)
                .mapToObj(i -> List.of("" + i, "ann", "id " + i, "text " + i))
                .toList());
        ann.leave("tea");
        bob.leave("tea");
        Heard again = bob.join("tea");

        assertThat(List.of(again.offset(), (long) again.history().size()))
            .as("the room's offset and the messages shown, after everybody had left")
            .isEqualTo(List.of(HISTORY + 3L, (long) HISTORY));
      }
    }
  }

  @Test
  @Hint("bad-requests")
  void a_bad_request_is_answered_and_changes_nothing(ChatServer server) throws Exception {
    String widest = "\u0001".repeat(2_000);
    try (Member ann = Member.of(server.listen(QUIET), "ann", "tea")) {
      for (String request : BadRequests.all()) {
        ann.wire.send(Frame.text(request));

        Heard answer = ann.next();

        assertThat(List.of(answer.type(), answer.text("code")))
            .as("type and code of the answer to “%s”", Text.of(request))
            .isEqualTo(List.of("error", "invalid"));
        assertThat(answer.text("message").isBlank())
            .as("whether the error that answers “%s” lacks a readable message", Text.of(request))
            .isFalse();
      }
      assertThat(ann.say("tea", "€".repeat(21) + "x", widest))
          .as("the offset of the first valid message, whose text and id have the maximum length")
          .isEqualTo(1);
      Same.text("the longest text, as the room heard it", ann.next("message").text("text"), widest);
      for (String request : BadRequests.withMore()) {
        ann.wire.send(Frame.text(request));
        assertThat(ann.next("joined", "ack", "error").type())
            .as("the answer to a valid request with additional members: %s", request)
            .isIn("joined", "ack");
      }
    }
  }

  @Test
  @Hint("who-are-you")
  void who_does_not_speak_the_protocol_is_refused(ChatServer server) throws Exception {
    int port = server.listen(QUIET);
    for (String query : BadRequests.queries()) {
      int status = Wire.status(port, "/chat" + query, PROTOCOL);
      assertThat(status).as("status of /chat%s", Text.of(query)).isEqualTo(400);
    }
    for (String header : List.of("X-Other: 1", "Sec-WebSocket-Protocol: chat.v0, chat.v10")) {
      int status = Wire.status(port, "/chat?user=ann", header);
      assertThat(status).as("status with “%s”, which offers no chat.v1", header).isEqualTo(400);
    }
    for (String target : BadRequests.targets()) {
      assertThat(Wire.status(port, target, PROTOCOL)).as("status of %s", target).isEqualTo(404);
      int status = Wire.status(port, target);
      assertThat(status).as("status of %s without chat.v1", target).isEqualTo(404);
    }
    String several = PROTOCOL.replace("chat.v1", "x, chat.v1");
    assertThat(Wire.subprotocol(port, "/chat?user=ann", several))
        .as("the subprotocol in the answer to a client that offers x and chat.v1")
        .isEqualTo(ChatServer.SUBPROTOCOL);
    try (Wire wire = Wire.open(port, "/chat?x=1&user=a+b%20%C3%A9%2B%00&y", several)) {
      wire.send(Frame.text(join("tea")));

      assertThat(Heard.of(wire.message("“joined”")).members())
          .as("members: the user whose name in the target was a+b%20%C3%A9%2B%00")
          .isEqualTo(List.of("a b é+\u0000"));
    }
  }
}
