package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Echo;
import dev.syslab.solutions.websocketchat.Messages;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.nio.charset.StandardCharsets;

@Mistake(
    stage = 1,
    summary = "decodes with new String, which replaces what is not UTF-8",
    killedBy = "text_that_is_not_utf_8_closes_with_1007",
    hint = "utf-8")
public final class ReplacesBadBytes extends ChatNode {
  public ReplacesBadBytes(Environment env) {
    super(env);
  }

  @Override
  protected Messages connection() {
    return new Echo() {
      @Override
      protected String decode(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
      }
    };
  }
}
