package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Settings;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Rooms;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import java.time.Duration;

@Mistake(
    stage = 5,
    summary =
        "waits in the event loop until the client has read: all its other connections wait, too",
    killedBy = "while_some_read_nothing_all_others_hear_everything_in_order",
    hint = "nobody-waits-for-it")
public final class WaitsUntilWritable extends ChatNode {
  public WaitsUntilWritable(Environment env) {
    super(env);
  }

  @Override
  protected Connection connection(String user, Rooms rooms, Settings settings) {
    return new Connection(user, rooms, settings) {
      @Override
      protected ChannelFuture write(ByteBuf event) {
        long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!channel.isWritable() && channel.isActive() && System.nanoTime() < patience) {
          channel.flush();
        }
        return super.write(event);
      }

      @Override
      protected void overflow() {}
    };
  }
}
