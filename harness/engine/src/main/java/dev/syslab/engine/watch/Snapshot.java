package dev.syslab.engine.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The files by which a trial is decided, as they are at one moment. The contents are read each
 * time: on network file systems opening a file is what fetches its newest state, and on some file
 * systems two saves within a second have the same time.
 */
record Snapshot(Map<Path, Mark> files) {

  /**
   * One file.
   *
   * @param size in bytes; -1 if it could not be read
   */
  record Mark(FileTime modified, int size, int hash) {}

  /**
   * @param judged lists the files
   */
  static Snapshot of(Supplier<List<Path>> judged) {
    Map<Path, Mark> files = new TreeMap<>();
    try {
      judged.get().forEach(file -> files.put(file, mark(file)));
    } catch (UncheckedIOException e) {
      // A folder went while it was walked: the next look sees what is there then.
    }
    return new Snapshot(files);
  }

  private static Mark mark(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return new Mark(
          Files.readAttributes(file, BasicFileAttributes.class).lastModifiedTime(),
          bytes.length,
          Arrays.hashCode(bytes));
    } catch (IOException e) {
      return new Mark(FileTime.fromMillis(0), -1, 0);
    }
  }

  /** Whether a file that the other one holds is gone or empty here: a save is half done. */
  boolean lacks(Snapshot before) {
    return before.files().entrySet().stream()
        .filter(file -> file.getValue().size() > 0)
        .map(file -> files.get(file.getKey()))
        .anyMatch(mark -> mark == null || mark.size() <= 0);
  }
}
