package dev.syslab.labs.websocketchat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;

/** Puts the messages of a server together, which may send them in several frames. */
final class Parts {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int kind;
  private boolean open;

  /** The next whole message or control frame; null at the end of the connection. */
  Frame next(DataInputStream in) throws IOException {
    Frame frame = Frame.read(in);
    while (frame != null && frame.opcode() < Frame.CLOSE && (open || !frame.isFinal())) {
      kind = open ? kind : frame.opcode();
      open = !frame.isFinal();
      bytes.writeBytes(frame.payload());
      if (!open) {
        Frame message = Frame.of(kind, bytes.toByteArray());
        bytes.reset();
        return message;
      }
      frame = Frame.read(in);
    }
    return frame;
  }
}
