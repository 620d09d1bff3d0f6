package dev.syslab.solutions.websocketchat;

import dev.syslab.subject.Environment;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/**
 * The reference without the lab's bound on a message: Autobahn's suite, which {@code
 * scripts/websocket-conformance} runs against its echo, sends longer ones.
 */
public final class LargeEcho extends ChatNode {
  private static final int LARGEST_FRAME = 1 << 24;

  public LargeEcho(Environment env) {
    super(env);
  }

  @Override
  protected Messages connection() {
    return new Echo() {
      @Override
      protected boolean tooLarge(WebSocketFrame frame) {
        return false;
      }
    };
  }

  @Override
  protected WebSocketDecoderConfig.Builder frames() {
    return super.frames().maxFramePayloadLength(LARGEST_FRAME);
  }
}
