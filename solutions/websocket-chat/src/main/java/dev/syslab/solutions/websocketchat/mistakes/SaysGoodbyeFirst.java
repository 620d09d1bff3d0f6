package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Settings;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Rooms;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;

@Mistake(
    stage = 5,
    summary = "says goodbye to a slow client, and closes once that has been read",
    killedBy = "what_waits_for_a_client_is_bounded_and_what_it_misses_is_said",
    hint = "a-bounded-queue")
public final class SaysGoodbyeFirst extends ChatNode {
  public SaysGoodbyeFirst(Environment env) {
    super(env);
  }

  @Override
  protected Connection connection(String user, Rooms rooms, Settings settings) {
    return new Connection(user, rooms, settings) {
      private boolean over;

      @Override
      protected void overflow() {
        if (!over) {
          over = true;
          channel
              .writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.TRY_AGAIN_LATER))
              .addListener(ChannelFutureListener.CLOSE);
        }
      }
    };
  }
}
