package dev.syslab.labs.websocketchat;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.websocketchat.Member.*;
import static dev.syslab.labs.websocketchat.Requests.*;

import dev.syslab.kit.*;
import java.util.*;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 3, title = "One order for a room", points = 20)
class Stage3OrderTest {
  private static final int SPEAKERS = 6;
  private static final int EACH = 300;
  private static final String LONG = "x".repeat(1_000);
  private static final int ALL = SPEAKERS * EACH;

  @Test
  @Hint("one-order")
  @Timeout(60)
  void everyone_hears_everything_in_one_order(ChatServer server, Notes notes) throws Exception {
    int port = server.listen(QUIET);
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < SPEAKERS; i++) {
      members.add(Member.of(port, "user " + i, "tea"));
    }
    List<byte[]> floods = members.stream().map(member -> flood("tea", "id", LONG, EACH)).toList();

    IntStream.range(0, SPEAKERS).parallel().forEach(i -> members.get(i).wire.send(floods.get(i)));

    List<String> order = null;
    int turns = 0;
    for (Member member : members) {
      List<Heard> heard = member.messages(ALL);
      for (int i = 0; i < ALL; i++) {
        assertThat(heard.get(i).offset())
            .as("the offset of the message that %s heard as number %d", member.user, i + 1)
            .isEqualTo(i + 1);
      }
      List<String> said = heard.stream().map(one -> one.text("user") + one.text("id")).toList();
      order = order == null ? said : order;
      Same.list("what %s heard, compared with user 0".formatted(member.user), said, order);
      for (Member speaker : members) {
        List<String> ids = new ArrayList<>();
        heard.stream()
            .filter(one -> one.text("user").equals(speaker.user))
            .forEach(one -> ids.add(one.text("id")));
        Same.list(
            "the ids of what %s said, as %s heard them".formatted(speaker.user, member.user),
            ids,
            IntStream.range(0, EACH).mapToObj(i -> "id " + i).toList());
      }
      turns =
          (int)
              IntStream.range(1, ALL)
                  .filter(i -> !speaker(heard, i).equals(speaker(heard, i - 1)))
                  .count();
    }
    notes.add("%d messages of %d speakers, who took turns %d times", ALL, SPEAKERS, turns);
    for (Member member : members) {
      member.close();
    }
  }

  @Test
  @Hint("answers-in-turn")
  void requests_take_effect_and_are_answered_in_turn(ChatServer server) throws Exception {
    try (Member ann = Member.of(server.listen(QUIET), "ann")) {
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        ann.request("join", "tea");
        ann.send("tea", "id " + i, "x");
        ann.wire.send(Frame.text("oops"));
        ann.request("leave", "tea");
        ann.send("tea", "late " + i, "x");
        expected.addAll(List.of("joined", "ack " + (i + 1), "invalid", "left", "not-member"));
      }

      List<String> answers = new ArrayList<>();
      while (answers.size() < expected.size()) {
        Heard next = ann.next();
        switch (next.type()) {
          case "error" -> answers.add(next.text("code"));
          case "ack" -> answers.add("ack " + next.offset());
          case "joined", "left" -> answers.add(next.type());
          default -> {}
        }
      }
      Same.list("the answers to 500 requests sent at once", answers, expected);
    }
  }

  @Test
  @Hint("close-comes-last")
  void what_was_sent_before_a_close_is_answered_before_it(ChatServer server) throws Exception {
    int port = server.listen(QUIET);
    try (Member bob = Member.of(port, "bob", "tea")) {
      for (int i = 0; i < 10; i++) {
        try (Wire ann = Wire.open(port, target("ann"), PROTOCOL)) {
          List<Frame> requests = new ArrayList<>(List.of(Frame.text(join("tea"))));
          for (int j = 0; j < 20; j++) {
            requests.add(Frame.text(message("tea", i + " " + j, LONG)));
          }
          requests.add(Frame.text("oops"));
          requests.add(Frame.text(json("type", "leave", "room", "tea")));

          Ending.provoke(
              ann, Ending.bytes(requests.toArray(Frame[]::new)), Frame.close(1000, ""), "late");

          List<String> types = Ending.types(ann, "23 requests and a close, sent at once");
          types.removeIf("message"::equals);
          List<String> expected = new ArrayList<>(Collections.nCopies(20, "ack"));
          expected.add(0, "joined");
          expected.addAll(List.of("error", "left", "1000"));
          Same.list("the answers to 23 requests and a close, sent at once", types, expected);
        }
      }
      assertThat(bob.messages(10 * 20).get(199).offset())
          .as("the offset of the last message that bob hears of 200")
          .isEqualTo(200);
    }
  }

  @Test
  @Hint("done-when-answered")
  void a_request_has_taken_effect_when_its_answer_comes(ChatServer server) throws Exception {
    int port = server.listen(QUIET);
    try (Member ann = Member.of(port, "ann", "tea");
        Member bob = Member.of(port, "bob", "milk");
        Member joe = Member.of(port, "joe", "tea")) {
      for (int i = 0; i < 30; i++) {
        bob.join("tea");
        bob.leave("tea");
        assertThat(joe.join("tea").members())
            .as("the members that joe is told right after bob was told that he has left")
            .containsExactlyInAnyOrder("ann", "joe");
        bob.join("tea");
        bob.request("leave", "tea");
        bob.until("left");
        ann.say("tea", "id " + i, "not for bob");
      }
      bob.say("milk", "1", "for bob");

      assertThat(bob.next("message").text("text"))
          .as("the next message that bob hears; each of the others came after he had left")
          .isEqualTo("for bob");
    }
  }

  @Test
  @Hint("history-then-live")
  @Timeout(60)
  void who_joins_while_others_speak_misses_nothing_and_hears_nothing_twice(ChatServer server)
      throws Exception {
    int port = server.listen(QUIET);
    List<Member> speakers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      speakers.add(Member.of(port, "user " + i, "tea"));
    }
    List<Member> joiners = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      joiners.add(Member.of(port, "joiner " + i));
    }

    for (int i = 0; i < joiners.size(); i++) {
      Member speaker = speakers.get(i % 3);
      speaker.wire.send(flood("tea", "round " + i, LONG, 15));
      joiners.get(i).request("join", "tea");
    }

    int last = joiners.size() * 15;
    for (Member joiner : joiners) {
      List<Heard> before = joiner.until("joined");
      Heard joined = before.get(before.size() - 1);
      List<Heard> history = joined.history();
      long at = history.isEmpty() ? 0 : history.get(history.size() - 1).offset();
      assertThat(before).as("what %s heard before “joined”", joiner.user).hasSize(1);
      assertThat(joined.offset()).as("the offset in “joined”").isEqualTo(at);
      for (int i = 1; i < history.size(); i++) {
        assertThat(history.get(i).offset())
            .as("an offset in the history, after %d", history.get(i - 1).offset())
            .isEqualTo(history.get(i - 1).offset() + 1);
      }
      while (at < last) {
        long next = joiner.next("message").offset();
        assertThat(next)
            .as(
                "the offset that %s heard after %d; the history reached to %d",
                joiner.user, at, joined.offset())
            .isEqualTo(at + 1);
        at = next;
      }
      joiner.close();
    }
    for (Member speaker : speakers) {
      speaker.close();
    }
  }

  private static String speaker(List<Heard> heard, int i) {
    return heard.get(i).text("user");
  }
}
