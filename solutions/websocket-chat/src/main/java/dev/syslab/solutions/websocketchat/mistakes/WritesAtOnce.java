package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Settings;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Rooms;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

@Mistake(
    stage = 3,
    summary = "writes at once on its own event loop: that overtakes what other loops have queued",
    killedBy = "everyone_hears_everything_in_one_order",
    hint = "one-order")
public final class WritesAtOnce extends ChatNode {
  public WritesAtOnce(Environment env) {
    super(env);
  }

  @Override
  protected Connection connection(String user, Rooms rooms, Settings settings) {
    return new Connection(user, rooms, settings) {
      @Override
      public void send(String event) {
        write(Unpooled.copiedBuffer(event, StandardCharsets.UTF_8));
      }
    };
  }
}
