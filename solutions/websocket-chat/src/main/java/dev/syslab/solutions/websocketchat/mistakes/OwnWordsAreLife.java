package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Settings;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Heartbeat;
import dev.syslab.solutions.websocketchat.Rooms;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;

@Mistake(
    stage = 4,
    summary = "takes what it sends itself for a sign of life",
    killedBy = "a_peer_that_falls_silent_is_gone_within_ping_and_pong",
    hint = "signs-of-life")
public final class OwnWordsAreLife extends ChatNode {
  public OwnWordsAreLife(Environment env) {
    super(env);
  }

  @Override
  protected Connection connection(String user, Rooms rooms, Settings settings) {
    return new Connection(user, rooms, settings) {
      private Heartbeat heartbeat;

      @Override
      protected Heartbeat heartbeat(Channel channel, Settings settings) {
        heartbeat = super.heartbeat(channel, settings);
        return heartbeat;
      }

      @Override
      protected ChannelFuture write(ByteBuf event) {
        heartbeat.heard();
        return super.write(event);
      }
    };
  }
}
