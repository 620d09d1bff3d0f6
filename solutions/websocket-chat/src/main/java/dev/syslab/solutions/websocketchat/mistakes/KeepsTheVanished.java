package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Settings;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Rooms;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import io.netty.channel.ChannelHandlerContext;

@Mistake(
    stage = 2,
    summary = "leaves its rooms when a client says so, and not when it vanishes",
    killedBy = "who_has_left_hears_no_more_and_is_gone_for_everybody",
    hint = "leaving")
public final class KeepsTheVanished extends ChatNode {
  public KeepsTheVanished(Environment env) {
    super(env);
  }

  @Override
  protected Connection connection(String user, Rooms rooms, Settings settings) {
    return new Connection(user, rooms, settings) {
      @Override
      public void channelInactive(ChannelHandlerContext context) {}
    };
  }
}
