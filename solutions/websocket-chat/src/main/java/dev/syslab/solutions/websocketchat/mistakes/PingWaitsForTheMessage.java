package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Echo;
import dev.syslab.solutions.websocketchat.Messages;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import java.util.ArrayList;
import java.util.List;

@Mistake(
    stage = 1,
    summary = "answers pings when the message around them is complete",
    killedBy = "a_ping_between_two_fragments_is_answered_at_once",
    hint = "control-frames-at-once")
public final class PingWaitsForTheMessage extends ChatNode {
  public PingWaitsForTheMessage(Environment env) {
    super(env);
  }

  @Override
  protected Messages connection() {
    return new Echo() {
      private final List<ByteBuf> pings = new ArrayList<>();

      @Override
      protected void ping(ChannelHandlerContext context, ByteBuf payload) {
        if (message.size() > 0) {
          pings.add(payload.retain());
        } else {
          super.ping(context, payload);
        }
      }

      @Override
      protected void complete(ChannelHandlerContext context, boolean isText, byte[] whole) {
        super.complete(context, isText, whole);
        pings.forEach(ping -> context.writeAndFlush(new PongWebSocketFrame(ping)));
        pings.clear();
      }
    };
  }
}
