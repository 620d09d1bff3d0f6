package dev.syslab.labs.websocketchat;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.websocketchat.Member.*;
import static dev.syslab.labs.websocketchat.Requests.*;

import dev.syslab.kit.*;
import java.util.*;
import org.junit.jupiter.api.Test;

@Stage(number = 2, title = "Rooms, and messages that are sent twice", points = 20)
class Stage2RoomsTest {
  private static final Length NAME = Length.utf8Bytes(1, ChatServer.LONGEST_NAME);
  private static final Length TEXT = Length.utf8Bytes(1, ChatServer.LONGEST_TEXT);
  private static final int HISTORY = ChatServer.HISTORY;

  @Test
  @Hint("who-is-in-the-room")
  void a_message_reaches_the_members_of_its_room_and_nobody_else(ChatServer server, Hostile hostile)
      throws Exception {
    int port = server.listen(QUIET);
    Set<String> joined = new LinkedHashSet<>();
    Set<String> others = new LinkedHashSet<>();
    for (Hostile.Pair pair : hostile.pairs(NAME)) {
      joined.add(pair.one());
      others.add(pair.other());
    }
    others.removeAll(joined);
    List<String> texts = hostile.texts(joined.size(), TEXT);
    String name = hostile.id(NAME);
    try (Member speaker = Member.of(port, name);
        Member listener = Member.of(port, "listener")) {
      joined.forEach(listener::join);
      for (String room : others) {
        speaker.join(room);
        speaker.say(room, "1", "not for the listener");
      }

      int i = 0;
      for (String room : joined) {
        speaker.join(room);
        speaker.say(room, "id " + i, texts.get(i));
        Heard message = listener.next("message");

        assertThat(List.of(message.text("room"), message.text("user"), message.text("text")))
            .as("room, user and text of the message that a member hears next")
            .isEqualTo(List.of(room, name, texts.get(i)));
        assertThat(message.text("id")).as("the message's id").isEqualTo("id " + i++);
      }
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
      assertThat(awaitOffline(ann, 1)).as("who left").isEqualTo(Set.of("bob in tea"));
      eve.wire.reset();
      assertThat(awaitOffline(ann, 2))
          .as("what ann hears when the connection of eve, who was in two rooms, is reset")
          .isEqualTo(Set.of("eve in tea", "eve in milk"));

      ann.say("tea", "1", "not for bob");
      ann.say("milk", "1", "for bob");

      assertThat(bob.next("message").text("text"))
          .as("the next message that bob hears; he has left tea, and is still in milk")
          .isEqualTo("for bob");
      bob.send("tea", "2", "let me in");
      assertThat(bob.next("error").text("code"))
          .as("the error when bob speaks in a room that he has left")
          .isEqualTo("not-member");
      try (Member joe = Member.of(port, "joe")) {
        Heard joined = joe.join("tea");
        assertThat(joined.members()).as("members").containsExactlyInAnyOrder("ann", "joe");
        assertThat(joined.offset()).as("messages in tea: bob's was not accepted").isEqualTo(1);
      }
    }
  }

  @Test
  @Hint("two-windows")
  void a_user_is_present_as_long_as_one_connection_is(ChatServer server) throws Exception {
    int port = server.listen(QUIET);
    try (Member bob = Member.of(port, "bob", "tea", "milk");
        Member laptop = Member.of(port, "ann", "tea", "milk");
        Member phone = Member.of(port, "ann", "tea")) {
      assertThat(phone.join("tea").members())
          .as("members, where one has two connections and has joined twice on one of them")
          .containsExactlyInAnyOrder("ann", "bob");
      laptop.wire.reset();

      assertThat(awaitOffline(bob, 1))
          .as("who is gone, when ann's laptop was in tea and milk, and her phone is still in tea")
          .isEqualTo(Set.of("ann in milk"));
      bob.send("tea", "1", "still there?");
      assertThat(bob.until("message"))
          .as("what bob hears up to his own message")
          .noneMatch(event -> event.is("presence"));
      assertThat(phone.next("message").text("text"))
          .as("what ann's phone hears")
          .isEqualTo("still there?");
      phone.wire.reset();
      assertThat(awaitOffline(bob, 1))
          .as("who is gone when her phone has gone, too")
          .isEqualTo(Set.of("ann in tea"));
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
        for (int i = 0; i < ChatServer.REMEMBERED - 1; i++) {
          bob.send("tea", "filler " + i, "x");
        }
        bob.messages(ChatServer.REMEMBERED - 1);

        assertThat(again.say("tea", "lost", "pay 10 €"))
            .as(
                "the offset that acknowledges a repeated message, %d messages later",
                ChatServer.REMEMBERED - 1)
            .isEqualTo(stored);
        assertThat(again.say("milk", "lost", "the same id in another room"))
            .as("the offset of the first message in another room")
            .isEqualTo(1);
        assertThat(bob.next("message").text("room"))
            .as("the room of the message that bob hears next. Likely cause: the repeat came twice")
            .isEqualTo("milk");
        assertThat(bob.say("milk", "lost", "the same id from another user"))
            .as("the offset of another user's message with the same id")
            .isEqualTo(2);
      }
    }
  }

  @Test
  @Hint("what-was-said-before")
  void a_newcomer_is_shown_the_last_messages(ChatServer server) throws Exception {
    int port = server.listen(QUIET);
    try (Member ann = Member.of(port, "ann")) {
      Heard empty = ann.join("tea");
      assertThat(empty.offset()).as("the offset of a room without messages").isZero();
      assertThat(empty.history()).as("the history of a room without messages").isEmpty();
      for (int i = 1; i <= HISTORY + 3; i++) {
        ann.say("tea", "id " + i, "text " + i);
      }
      try (Member bob = Member.of(port, "bob")) {

        Heard joined = bob.join("tea");

        assertThat(joined.offset()).as("the room's offset").isEqualTo(HISTORY + 3);
        List<Heard> history = joined.history();
        assertThat(history).as("messages shown").hasSize(HISTORY);
        for (int i = 0; i < HISTORY; i++) {
          Heard message = history.get(i);
          assertThat(List.of(message.offset(), message.text("user"), message.text("id")))
              .as("offset, user and id of message %d of the history: oldest first", i + 1)
              .isEqualTo(List.of(i + 4L, "ann", "id " + (i + 4)));
          assertThat(message.text("text")).as("its text").isEqualTo("text " + (i + 4));
        }
      }
    }
  }

  @Test
  @Hint("bad-requests")
  void a_bad_request_is_answered_and_changes_nothing(ChatServer server) throws Exception {
    List<String> bad = new ArrayList<>(List.of("", "tea", "[]", "7", "null", "{\"type\": 1}"));
    bad.add("{\"type\": \"join\"}");
    bad.add("{\"type\": \"JOIN\", \"room\": \"tea\"}");
    bad.add("{\"type\": \"join\", \"room\": [\"tea\"]}");
    bad.add("{\"type\": \"join\", \"room\": \"\"}");
    bad.add("{\"type\": \"join\", \"room\": \"%s\"}".formatted("x".repeat(65)));
    bad.add("{\"type\": \"join\", \"room\": \"%s\"}".formatted("€".repeat(22)));
    bad.add("{\"type\": \"join\", \"room\": \"half \\ud83e\"}");
    bad.add("{\"type\": \"join\", \"room\": \"tea\"} {}");
    bad.add(message("tea", "", "hello"));
    bad.add(message("tea", "x".repeat(65), "hello"));
    bad.add(message("tea", "1", ""));
    bad.add(message("tea", "1", "x".repeat(2_001)));
    bad.add(message("tea", "1", "€".repeat(667)));
    bad.add("{\"type\": \"send\", \"room\": \"tea\", \"id\": 1, \"text\": \"hello\"}");
    String widest = "\u0001".repeat(2_000);
    try (Member ann = Member.of(server.listen(QUIET), "ann", "tea")) {
      for (String request : bad) {
        ann.wire.send(Frame.text(request));

        Heard answer = ann.next();

        assertThat(answer.type()).as("the type of the answer to %s", request).isEqualTo("error");
        assertThat(answer.text("code")).as("its code").isEqualTo("invalid");
      }
      assertThat(ann.say("tea", "€".repeat(21) + "x", widest))
          .as("the offset of the first good message, whose text and id are as long as they may be")
          .isEqualTo(1);
      assertThat(ann.next("message").text("text")).as("its text").isEqualTo(widest);
    }
  }

  @Test
  @Hint("who-are-you")
  void who_does_not_speak_the_protocol_is_refused(ChatServer server) throws Exception {
    int port = server.listen(QUIET);
    assertThat(Wire.status(port, "/chat", PROTOCOL)).as("status without a user").isEqualTo(400);
    for (String user : List.of("", "x".repeat(65), "€".repeat(22))) {
      assertThat(Wire.status(port, target(user), PROTOCOL))
          .as("status with the user “%s”", user)
          .isEqualTo(400);
    }
    for (String header : List.of("X-Other: 1", "Sec-WebSocket-Protocol: chat.v0, chat.v10")) {
      assertThat(Wire.status(port, "/chat?user=ann", header))
          .as("status with the header %s, which does not offer chat.v1", header)
          .isEqualTo(400);
    }
    assertThat(Wire.status(port, "/elsewhere?user=ann", PROTOCOL))
        .as("status at another path")
        .isEqualTo(404);
    try (Wire wire = Wire.open(port, "/chat?user=ann", PROTOCOL.replace("chat.v1", "x, chat.v1"))) {
      wire.send(Frame.of(Frame.BINARY, Frame.utf8("{}")));
      Frame close = wire.end("a binary message");
      assertThat(close).as("the close after a binary message").isNotNull();
      assertThat(close.code()).as("its code").isEqualTo(1003);
    }
  }

  /** Whom a member hears to have gone, as “user in room”. */
  private static Set<String> awaitOffline(Member member, int count) {
    Set<String> gone = new HashSet<>();
    while (gone.size() < count) {
      Heard presence = member.next("presence");
      if (presence.text("online").equals("false")) {
        gone.add(presence.text("user") + " in " + presence.text("room"));
      }
    }
    return gone;
  }
}
