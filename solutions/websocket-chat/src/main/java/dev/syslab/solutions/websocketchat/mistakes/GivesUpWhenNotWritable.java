package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Settings;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Rooms;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;

@Mistake(
    stage = 5,
    summary = "gives a client up when its channel is not writable, which takes 64 KiB",
    killedBy = "who_stalls_for_less_than_the_queue_is_sent_everything",
    hint = "a-short-stall")
public final class GivesUpWhenNotWritable extends ChatNode {
  public GivesUpWhenNotWritable(Environment env) {
    super(env);
  }

  @Override
  protected Connection connection(String user, Rooms rooms, Settings settings) {
    return new Connection(user, rooms, settings) {
      @Override
      protected ChannelFuture write(ByteBuf event) {
        if (!channel.isWritable()) {
          overflow();
        }
        return super.write(event);
      }
    };
  }
}
