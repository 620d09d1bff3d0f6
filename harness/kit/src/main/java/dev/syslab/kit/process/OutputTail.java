package dev.syslab.kit.process;

import dev.syslab.kit.verdict.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads everything that a program prints, so that the program never blocks, and keeps the last
 * part.
 */
final class OutputTail {
  private static final int KEPT = 64 * 1024;

  private final byte[] ring = new byte[KEPT];
  private final Thread reader;
  private long total;

  /** Starts reading, in a thread that ends with the stream. */
  OutputTail(InputStream stream) {
    reader = new Thread(() -> drain(stream), "subject-output");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Waits until everything that a dead program printed has been read, but only briefly, because
   * another process may hold the stream open.
   */
  void awaitEnd() {
    try {
      reader.join(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Forgets what was printed up to now. */
  synchronized void forget() {
    total = 0;
  }

  private void drain(InputStream stream) {
    byte[] chunk = new byte[8 * 1024];
    try (stream) {
      for (int length = stream.read(chunk); length >= 0; length = stream.read(chunk)) {
        keep(chunk, length);
      }
    } catch (IOException e) {
      // The program has exited.
    }
  }

  private synchronized void keep(byte[] chunk, int length) {
    int at = (int) (total % KEPT);
    int first = Math.min(length, KEPT - at);
    System.arraycopy(chunk, 0, ring, at, first);
    System.arraycopy(chunk, first, ring, 0, length - first);
    total += length;
  }

  /**
   * The last meaningful lines, oldest first; long ones are shortened. If they are the end of a
   * stack trace, the line with its exception comes first.
   */
  synchronized List<String> lines(int most) {
    int length = (int) Math.min(total, KEPT);
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = ring[(int) ((total - length + i) % KEPT)];
    }
    List<String> lines =
        new String(bytes, StandardCharsets.UTF_8)
            .lines()
            .map(Printable::of)
            .filter(line -> !line.isBlank() && StackTraces.tells(line))
            .toList();
    return StackTraces.end(lines, most).stream()
        .map(line -> line.length() <= 200 ? line : line.substring(0, 199) + "…")
        .toList();
  }
}
