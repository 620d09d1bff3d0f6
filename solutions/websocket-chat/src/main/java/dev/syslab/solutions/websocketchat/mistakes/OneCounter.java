package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Room;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.concurrent.atomic.AtomicLong;

@Mistake(
    stage = 3,
    summary = "numbers the messages of all rooms together",
    killedBy = "rooms_are_numbered_apart",
    hint = "an-order-for-each-room")
public final class OneCounter extends ChatNode {
  public OneCounter(Environment env) {
    super(env);
  }

  private final AtomicLong counter = new AtomicLong();

  @Override
  protected Room room(String name) {
    return new Room(name) {
      @Override
      protected long nextOffset() {
        offset = counter.incrementAndGet();
        return offset;
      }
    };
  }
}
