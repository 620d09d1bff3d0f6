package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Settings;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Heartbeat;
import dev.syslab.solutions.websocketchat.Rooms;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;

@Mistake(
    stage = 4,
    summary = "closes once its farewell has been sent, which full buffers never let out",
    killedBy = "a_peer_that_reads_nothing_is_gone_although_its_buffers_are_full",
    hint = "nobody-reads")
public final class WaitsForTheFarewell extends ChatNode {
  public WaitsForTheFarewell(Environment env) {
    super(env);
  }

  @Override
  protected Connection connection(String user, Rooms rooms, Settings settings) {
    return new Connection(user, rooms, settings) {
      @Override
      protected Heartbeat heartbeat(Channel channel, Settings settings) {
        return new Heartbeat(channel, settings) {
          @Override
          protected void giveUp() {
            channel
                .writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.POLICY_VIOLATION))
                .addListener(ChannelFutureListener.CLOSE);
          }
        };
      }
    };
  }
}
