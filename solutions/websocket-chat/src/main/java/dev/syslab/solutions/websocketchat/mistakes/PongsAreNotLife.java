package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Settings;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Heartbeat;
import dev.syslab.solutions.websocketchat.Rooms;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

@Mistake(
    stage = 4,
    summary = "takes messages for signs of life, and no other frames",
    killedBy = "a_quiet_client_that_answers_pings_stays",
    hint = "pongs-count")
public final class PongsAreNotLife extends ChatNode {
  public PongsAreNotLife(Environment env) {
    super(env);
  }

  @Override
  protected Connection connection(String user, Rooms rooms, Settings settings) {
    return new Connection(user, rooms, settings) {
      private boolean isPong;

      @Override
      protected Heartbeat heartbeat(Channel channel, Settings settings) {
        return new Heartbeat(channel, settings) {
          @Override
          public void heard() {
            if (!isPong) {
              super.heard();
            }
          }
        };
      }

      @Override
      protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        isPong = frame instanceof PongWebSocketFrame;
        super.channelRead0(context, frame);
      }
    };
  }
}
