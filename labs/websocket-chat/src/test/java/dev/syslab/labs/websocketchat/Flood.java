package dev.syslab.labs.websocketchat;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.verdict.Inconclusive;
import java.io.IOException;
import java.util.List;

/** Enough long messages that neither the kernel nor a queue can hold them. */
final class Flood {
  static final String LONG = "€".repeat(ChatServer.LONGEST_TEXT / 3) + "xx";

  private static final int BYTES = ChatServer.LONGEST_TEXT;

  /** Sent at once, and heard by all reading members before the next ones are sent. */
  private static final int TURN = 200;

  private static final int MOST = 20_000;

  private Flood() {}

  /** The number of messages that exceeds what the kernel buffers plus this many bytes. */
  static int beyond(int queue) throws IOException {
    long held = Pipe.capacity() + queue;
    long messages = held * 3 / 2 / BYTES / TURN * TURN + TURN;
    if (messages > MOST) {
      throw new Inconclusive("this machine's kernel takes " + held + " bytes");
    }
    return (int) messages;
  }

  /** One member sends a lot to the room “tea”, and all readers hear it, in order. */
  static void say(Member speaker, int count, List<Member> readers) {
    for (int said = 0; said < count; said += TURN) {
      speaker.wire.send(Requests.flood("tea", "after " + said, LONG, TURN));
      for (Member reader : readers) {
        for (int i = 1; i <= TURN; i++) {
          assertThat(reader.next("message").offset())
              .as("the offset that %s hears next while another client reads nothing", reader.user)
              .isEqualTo(said + i);
        }
      }
    }
  }
}
