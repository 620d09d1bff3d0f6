package dev.syslab.labs.websocketchat;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Hostile;
import java.util.ArrayList;
import java.util.List;

/** Whether a chat distinguishes two names that differ as little as possible. */
final class Apart {
  private Apart() {}

  /** These, and characters that decoders and libraries like to remove. */
  static List<Hostile.Pair> pairs(List<Hostile.Pair> hostile) {
    List<Hostile.Pair> pairs = new ArrayList<>(hostile);
    pairs.add(new Hostile.Pair("zero", "ze\u0000ro", "U+0000"));
    pairs.add(new Hostile.Pair("mark", "\uFEFFmark", "U+FEFF"));
    return pairs;
  }

  /**
   * Two users with these names are each in a room of the same name, and together in a third, where
   * both use the names as ids and as texts.
   */
  static void check(int port, Hostile.Pair pair, String text) throws Exception {
    String a = pair.one();
    String b = pair.other();
    String room = "two who differ in " + pair.difference();
    try (Member one = Member.of(port, a, a, room);
        Member other = Member.of(port, b, b)) {
      assertThat(other.join(room).members())
          .as("members: %s", room)
          .containsExactlyInAnyOrder(a, b);
      one.say(a, room, text);
      other.say(b, room, text);

      List<Long> acks = new ArrayList<>();
      acks.add(one.say(room, a, b));
      acks.add(one.say(room, b, a));
      acks.add(other.say(room, a, b));
      acks.add(one.say(room, b, a));

      assertThat(acks.toString())
          .as("offsets of three messages and a repeat of the second; users and ids: %s", room)
          .isEqualTo("[1, 2, 3, 2]");
      for (Member member : List.of(one, other)) {
        Heard first = member.next("message");
        Same.list(
            "room, user, id and text of a message in a room of one’s own; users and rooms: " + room,
            List.of(first.text("room"), first.text("user"), first.text("id"), first.text("text")),
            List.of(member.user, member.user, room, text));
        assertThat(member.messages(3).stream().map(Heard::said).toList())
            .as("offset, user, id and text of what came next, in the room of both: %s", room)
            .isEqualTo(
                List.of(List.of("1", a, a, b), List.of("2", a, b, a), List.of("3", b, a, b)));
      }
    }
  }
}
