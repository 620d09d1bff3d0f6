package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;

@Mistake(
    stage = 1,
    summary = "accepts frames without a mask",
    killedBy = "what_breaks_the_protocol_closes_with_1002",
    hint = "against-the-protocol")
public final class AcceptsUnmasked extends ChatNode {
  public AcceptsUnmasked(Environment env) {
    super(env);
  }

  @Override
  protected WebSocketDecoderConfig.Builder frames() {
    return super.frames().allowMaskMismatch(true);
  }
}
