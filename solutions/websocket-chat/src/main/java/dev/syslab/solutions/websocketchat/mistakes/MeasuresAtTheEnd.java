package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Echo;
import dev.syslab.solutions.websocketchat.Messages;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

@Mistake(
    stage = 1,
    summary = "measures a message when its last frame has arrived",
    killedBy = "a_message_beyond_the_limit_closes_with_1009",
    hint = "measure-while-it-grows")
public final class MeasuresAtTheEnd extends ChatNode {
  public MeasuresAtTheEnd(Environment env) {
    super(env);
  }

  @Override
  protected Messages connection() {
    return new Echo() {
      @Override
      protected boolean tooLarge(WebSocketFrame frame) {
        return frame.isFinalFragment() && super.tooLarge(frame);
      }
    };
  }
}
