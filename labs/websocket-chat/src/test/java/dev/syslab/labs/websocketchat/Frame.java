package dev.syslab.labs.websocketchat;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One frame, as RFC 6455 writes it; those that a client sends are masked. */
record Frame(int firstByte, byte[] payload) {
  static final int CONTINUATION = 0x0;
  static final int TEXT = 0x1;
  static final int BINARY = 0x2;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xA;

  private static final int FINAL = 0x80;
  private static final byte[] MASK = {0x5A, (byte) 0xC3, 0x17, (byte) 0x99};

  static Frame text(String text) {
    return new Frame(FINAL | TEXT, utf8(text));
  }

  static Frame of(int opcode, byte... payload) {
    return new Frame(FINAL | opcode, payload);
  }

  /** A fragment with more to follow. */
  static Frame part(int opcode, byte... payload) {
    return new Frame(opcode, payload);
  }

  static Frame close(int code, String reason) {
    byte[] text = utf8(reason);
    return of(CLOSE, ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array());
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  int opcode() {
    return firstByte & 0x0F;
  }

  boolean isFinal() {
    return (firstByte & FINAL) != 0;
  }

  /** The status of a close; 0 if it has none. */
  int code() {
    return payload.length < 2 ? 0 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
  }

  byte[] masked() {
    byte[] masked = payload.clone();
    for (int i = 0; i < masked.length; i++) {
      masked[i] ^= MASK[i % 4];
    }
    return header(0x80, payload.length).put(MASK).put(masked).array();
  }

  byte[] unmasked() {
    return header(0, payload.length).put(payload).array();
  }

  /** The beginning of a frame that announces so much; the payload itself is never sent. */
  static byte[] announcement(int opcode, long length) {
    return ByteBuffer.allocate(14)
        .put((byte) (FINAL | opcode))
        .put((byte) (0x80 | 127))
        .putLong(length)
        .put(MASK)
        .array();
  }

  private ByteBuffer header(int mask, int length) {
    int extended = length < 126 ? 0 : length < 65_536 ? 2 : 8;
    ByteBuffer bytes = ByteBuffer.allocate(2 + extended + (mask == 0 ? 0 : 4) + length);
    bytes.put((byte) firstByte);
    bytes.put((byte) (mask | (extended == 0 ? length : extended == 2 ? 126 : 127)));
    if (extended == 2) {
      bytes.putShort((short) length);
    } else if (extended == 8) {
      bytes.putLong(length);
    }
    return bytes;
  }

  /** Reads the next one; null at the end of the connection. */
  static Frame read(DataInputStream in) throws IOException {
    int first = in.read();
    if (first < 0) {
      return null;
    }
    try {
      int length = in.readUnsignedByte();
      if ((length & 0x80) != 0) {
        throw new AssertionError("the server's frames must not be masked (RFC 6455, 5.1)");
      }
      long size = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
      byte[] payload = new byte[Math.toIntExact(size)];
      in.readFully(payload);
      return new Frame(first, payload);
    } catch (EOFException e) {
      return null;
    }
  }

  @Override
  public String toString() {
    String what =
        switch (opcode()) {
          case CONTINUATION -> "continuation";
          case TEXT -> "text";
          case BINARY -> "binary";
          case CLOSE -> "close " + (payload.length == 0 ? "without a code" : code());
          case PING -> "ping";
          case PONG -> "pong";
          default -> "opcode " + opcode();
        };
    String text = new String(payload, StandardCharsets.UTF_8);
    String content =
        opcode() == CLOSE ? "" : " “" + text.substring(0, Math.min(60, text.length())) + "”";
    return what + (isFinal() ? "" : " (more follows)") + content;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Frame frame
        && frame.firstByte == firstByte
        && Arrays.equals(frame.payload, payload);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(payload);
  }
}
