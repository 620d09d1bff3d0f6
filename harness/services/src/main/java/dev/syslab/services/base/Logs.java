package dev.syslab.services.base;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Reads ends of log files. */
public final class Logs {

  private static final int BYTES_PER_LINE = 400;

  private Logs() {}

  /** The last lines, oldest first; none when there is no file. */
  public static List<String> tail(Path file, int lines) {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(0, in.length() - (long) lines * BYTES_PER_LINE);
      byte[] end = new byte[(int) (in.length() - from)];
      in.seek(from);
      in.readFully(end);
      List<String> all = new String(end, StandardCharsets.UTF_8).lines().toList();
      // Cut in the middle of a line unless at the file's start.
      List<String> whole = from == 0 || all.isEmpty() ? all : all.subList(1, all.size());
      return List.copyOf(whole.subList(Math.max(0, whole.size() - lines), whole.size()));
    } catch (IOException e) {
      return List.of();
    }
  }
}
