package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Echo;
import dev.syslab.solutions.websocketchat.Messages;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

@Mistake(
    stage = 1,
    summary = "refuses a message of exactly the largest size",
    killedBy = "a_message_comes_back_as_it_was",
    hint = "a-message-as-it-was")
public final class LimitIsExclusive extends ChatNode {
  public LimitIsExclusive(Environment env) {
    super(env);
  }

  @Override
  protected Messages connection() {
    return new Echo() {
      @Override
      protected boolean tooLarge(WebSocketFrame frame) {
        return message.size() + frame.content().readableBytes() >= LARGEST_MESSAGE;
      }
    };
  }
}
