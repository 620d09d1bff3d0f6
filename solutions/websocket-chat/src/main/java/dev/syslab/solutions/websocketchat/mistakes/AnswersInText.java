package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Echo;
import dev.syslab.solutions.websocketchat.Messages;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;

@Mistake(
    stage = 1,
    summary = "returns binary messages as text",
    killedBy = "a_message_comes_back_as_it_was",
    hint = "a-message-as-it-was")
public final class AnswersInText extends ChatNode {
  public AnswersInText(Environment env) {
    super(env);
  }

  @Override
  protected Messages connection() {
    return new Echo() {
      @Override
      protected void binary(ChannelHandlerContext context, byte[] bytes) {
        text(context, new String(bytes, StandardCharsets.ISO_8859_1));
      }
    };
  }
}
