package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Echo;
import dev.syslab.solutions.websocketchat.Messages;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.nio.charset.CharacterCodingException;

@Mistake(
    stage = 1,
    summary = "removes a byte order mark, as decoders of files do",
    killedBy = "a_message_comes_back_as_it_was",
    hint = "a-message-as-it-was")
public final class StripsTheMark extends ChatNode {
  public StripsTheMark(Environment env) {
    super(env);
  }

  @Override
  protected Messages connection() {
    return new Echo() {
      @Override
      protected String decode(byte[] bytes) throws CharacterCodingException {
        String text = super.decode(bytes);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
      }
    };
  }
}
