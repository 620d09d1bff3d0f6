package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Settings;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Rooms;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;

@Mistake(
    stage = 3,
    summary = "writes its close at once, which overtakes the answers that are queued",
    killedBy = "what_was_sent_before_a_close_is_answered_before_it",
    hint = "close-comes-last")
public final class ClosesBeforeItsAnswers extends ChatNode {
  public ClosesBeforeItsAnswers(Environment env) {
    super(env);
  }

  @Override
  protected Connection connection(String user, Rooms rooms, Settings settings) {
    return new Connection(user, rooms, settings) {
      @Override
      protected void end(ChannelHandlerContext context, CloseWebSocketFrame farewell) {
        ignoreTheRest();
        sayAndClose(context, farewell);
      }
    };
  }
}
