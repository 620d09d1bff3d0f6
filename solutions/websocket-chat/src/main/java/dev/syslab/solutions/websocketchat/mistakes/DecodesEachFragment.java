package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Echo;
import dev.syslab.solutions.websocketchat.Messages;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;

@Mistake(
    stage = 1,
    summary = "decodes the text of each frame by itself, which splits characters",
    killedBy = "fragments_make_one_message",
    hint = "fragments")
public final class DecodesEachFragment extends ChatNode {
  public DecodesEachFragment(Environment env) {
    super(env);
  }

  @Override
  protected Messages connection() {
    return new Echo() {
      private final StringBuilder text = new StringBuilder();

      @Override
      protected void collect(ChannelHandlerContext context, WebSocketFrame frame) {
        if (frame instanceof TextWebSocketFrame || text.length() > 0) {
          text.append(frame.content().toString(StandardCharsets.UTF_8));
          if (frame.isFinalFragment()) {
            text(context, text.toString());
            text.setLength(0);
          }
        } else {
          super.collect(context, frame);
        }
      }
    };
  }
}
