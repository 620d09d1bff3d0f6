package dev.syslab.labs.websocketchat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;

/**
 * A client that says exactly what a test tells it to say, right or wrong, and answers nothing by
 * itself.
 */
final class Wire implements AutoCloseable {
  /** What a busy machine may take for what takes moments. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  /** A receive buffer that is soon full, in bytes. */
  static final int SMALL_BUFFER = 65_536;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final Parts parts = new Parts();

  /** Connects, and asks for an upgrade. */
  private Wire(int port, String target, List<String> headers, int buffer) throws IOException {
    socket = new Socket();
    if (buffer > 0) {
      socket.setReceiveBufferSize(buffer);
    }
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = socket.getOutputStream();
    out.write(Handshake.request(port, target, headers));
  }

  static Wire open(int port, String target, String... headers) {
    return open(port, target, 0, headers);
  }

  /** One whose kernel keeps little of what it does not read. */
  static Wire openWithSmallBuffer(int port, String target, String... headers) {
    return open(port, target, SMALL_BUFFER, headers);
  }

  private static Wire open(int port, String target, int buffer, String... headers) {
    try {
      Wire wire = new Wire(port, target, List.of(headers), buffer);
      String answer = Handshake.answer(wire.in);
      if (!Handshake.accepted(answer)) {
        throw new AssertionError(
            "the upgrade of " + target + " was not accepted\nseen: " + answer.strip());
      }
      return wire;
    } catch (IOException e) {
      throw new AssertionError("the upgrade of " + target + " was not answered: " + e, e);
    }
  }

  /** The HTTP status with which an upgrade is answered. */
  static int status(int port, String target, String... headers) {
    try (Wire wire = new Wire(port, target, List.of(headers), 0)) {
      return Integer.parseInt(Handshake.answer(wire.in).split(" ")[1]);
    } catch (IOException | ArrayIndexOutOfBoundsException e) {
      throw new AssertionError("the upgrade of " + target + " was not answered: " + e, e);
    }
  }

  /** The subprotocol that the answer to an upgrade names; empty if there is none. */
  static String subprotocol(int port, String target, String... headers) {
    try (Wire wire = new Wire(port, target, List.of(headers), 0)) {
      return Handshake.header(Handshake.answer(wire.in), "Sec-WebSocket-Protocol");
    } catch (IOException e) {
      throw new AssertionError("the upgrade of " + target + " was not answered: " + e, e);
    }
  }

  /** All frames at once, so that they arrive together. */
  void send(Frame... frames) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Frame frame : frames) {
      bytes.writeBytes(frame.masked());
    }
    send(bytes.toByteArray());
  }

  void send(byte[] bytes) {
    try {
      out.write(bytes);
    } catch (SocketException e) {
      // The server has closed the connection already; what it said before can still be read.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next frame, however long it takes; null if the connection ends. */
  Frame await() throws IOException {
    socket.setSoTimeout(0);
    return parts.next(in);
  }

  /** The next frame; null if the connection ends. */
  Frame read(String what) {
    try {
      return parts.next(in);
    } catch (SocketTimeoutException e) {
      throw new AssertionError(
          "timed out after %.1f s waiting for %s".formatted(PATIENCE.toMillis() / 1e3, what), e);
    } catch (SocketException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next message; pings and pongs are passed over. */
  Frame message(String what) {
    while (true) {
      Frame frame = read(what);
      if (frame == null || frame.opcode() == Frame.CLOSE) {
        throw new AssertionError(
            "the server ended the connection\nexpected: " + what + "\nseen: " + frame);
      }
      if (frame.opcode() < Frame.CLOSE) {
        return frame;
      }
    }
  }

  /** Vanishes: the server gets a reset, whatever was under way. */
  void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
