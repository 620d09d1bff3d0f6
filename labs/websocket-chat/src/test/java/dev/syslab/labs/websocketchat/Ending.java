package dev.syslab.labs.websocketchat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a connection ends, and what is still said on it. */
final class Ending {
  private Ending() {}

  /**
   * Sends a reason for the server to close and, in the same segment, a ping and a text on which it
   * must not act. Sends no close, for which a server might wait.
   */
  static void provoke(Wire wire, byte[] reason, String late) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(reason);
    bytes.writeBytes(Frame.of(Frame.PING, Frame.utf8("late")).masked());
    bytes.writeBytes(Frame.text(late).masked());
    wire.send(bytes.toByteArray());
  }

  static void provoke(Wire wire, byte[] before, Frame reason, String late) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(before);
    bytes.writeBytes(reason.masked());
    provoke(wire, bytes.toByteArray(), late);
  }

  /** Reasons for a server of rooms to close, by the code with which it then does. */
  static Map<String, byte[]> reasons() {
    byte[] tooLong = new byte[ChatServer.LARGEST_MESSAGE + 1];
    Map<String, byte[]> reasons = new LinkedHashMap<>();
    reasons.put("1000", bytes(Frame.close(1000, "")));
    reasons.put("1003", bytes(Frame.of(Frame.BINARY, Frame.utf8("{}"))));
    reasons.put("1007", bytes(Frame.of(Frame.TEXT, (byte) 0xFF)));
    reasons.put("1009", bytes(Frame.of(Frame.TEXT, tooLong)));
    reasons.put("1002", Frame.text("plain").unmasked());
    return reasons;
  }

  static byte[] bytes(Frame... frames) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Frame frame : frames) {
      bytes.writeBytes(frame.masked());
    }
    return bytes.toByteArray();
  }

  /** Everything that the server sends until it closes the connection. */
  static List<Frame> rest(Wire wire, String after) {
    List<Frame> frames = new ArrayList<>();
    String end = "the end of the connection after " + after;
    for (Frame frame = wire.read(end); frame != null; frame = wire.read(end)) {
      frames.add(frame);
    }
    return frames;
  }

  /** The same, as the events' types and the code of a close. */
  static List<String> types(Wire wire, String after) {
    List<String> types = new ArrayList<>();
    for (Frame frame : rest(wire, after)) {
      types.add(frame.opcode() == Frame.CLOSE ? "" + frame.code() : Heard.type(frame));
    }
    return types;
  }

  /**
   * The close frame, which must be the only thing that the server still sends; null if it sends
   * nothing.
   */
  static Frame close(Wire wire, String after) {
    List<Frame> rest = rest(wire, after);
    if (rest.size() > 1 || rest.stream().anyMatch(frame -> frame.opcode() != Frame.CLOSE)) {
      throw new AssertionError(
          "what the server sends after %s\nexpected: a close frame, and nothing else\nseen: %s"
              .formatted(after, rest));
    }
    return rest.isEmpty() ? null : rest.get(0);
  }

  /** Asserts that the server ends the connection with a close of this code, and nothing else. */
  static void assertCode(Wire wire, int code, String after) {
    Frame close = close(wire, after);
    if (close == null || close.code() != code) {
      throw new AssertionError(
          "how the server ends the connection after %s\nexpected: close %s\nseen: %s"
              .formatted(
                  after,
                  code == 0 ? "without a code" : code,
                  close == null ? "no close frame" : close));
    }
  }
}
