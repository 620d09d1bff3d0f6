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
      assertThat(said).as("what %s heard, compared with user 0", member.user).isEqualTo(order);
      for (Member speaker : members) {
        List<String> ids = new ArrayList<>();
        heard.stream()
            .filter(one -> one.text("user").equals(speaker.user))
            .forEach(one -> ids.add(one.text("id")));
        assertThat(ids)
            .as("ids of what %s said, as %s heard them", speaker.user, member.user)
            .isEqualTo(IntStream.range(0, EACH).mapToObj(i -> "id " + i).toList());
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
      assertThat(answers).as("the answers to 500 requests sent at once").isEqualTo(expected);
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
