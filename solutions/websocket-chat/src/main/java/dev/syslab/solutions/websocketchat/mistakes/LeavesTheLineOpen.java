package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Echo;
import dev.syslab.solutions.websocketchat.Messages;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;

@Mistake(
    stage = 1,
    summary = "answers a close, and waits for the client to end the connection",
    killedBy = "a_close_is_answered_with_its_code",
    hint = "close-means-close")
public final class LeavesTheLineOpen extends ChatNode {
  public LeavesTheLineOpen(Environment env) {
    super(env);
  }

  @Override
  protected Messages connection() {
    return new Echo() {
      @Override
      protected void answer(ChannelHandlerContext context, CloseWebSocketFrame close) {
        context.writeAndFlush(new CloseWebSocketFrame(true, 0, close.content().retain()));
      }
    };
  }
}
