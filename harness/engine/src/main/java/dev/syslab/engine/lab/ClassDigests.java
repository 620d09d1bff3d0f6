package dev.syslab.engine.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What compiled classes were when the compiler had written them. A program that is tried runs as
 * its user, and may write where classes are kept: those that it has changed must not judge anybody.
 * The digest stands in a file beside the folder; a judge that stays also remembers what it has
 * seen, which no program can reach.
 */
final class ClassDigests {
  private static final String SUFFIX = ".sha256";
  private static final Map<Path, String> SEEN = new ConcurrentHashMap<>();

  private ClassDigests() {}

  /**
   * Notes what is in a folder, before it gets its final name.
   *
   * @param named its final name
   */
  static void note(Path folder, Path named) throws IOException {
    String digest = of(folder);
    Path draft = Files.createTempFile(named.getParent(), ".digest", "");
    Files.writeString(draft, digest);
    Files.move(draft, file(named), StandardCopyOption.REPLACE_EXISTING);
    SEEN.put(named, digest);
  }

  /** Whether the folder holds what was noted, and nothing else. */
  static boolean hold(Path folder) {
    try {
      String now = of(folder);
      return now.equals(Files.readString(file(folder)).strip())
          && now.equals(SEEN.computeIfAbsent(folder, first -> now));
    } catch (IOException e) {
      return false;
    }
  }

  /** Forgets what was noted of a folder. */
  static void forget(Path folder) throws IOException {
    SEEN.remove(folder);
    Files.deleteIfExists(file(folder));
  }

  private static Path file(Path folder) {
    return folder.resolveSibling(folder.getFileName() + SUFFIX);
  }

  private static String of(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(path -> !Files.isDirectory(path)).sorted().toList();
    } catch (java.io.UncheckedIOException e) {
      throw new NoSuchFileException(folder.toString());
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files) {
        byte[] bytes = Files.readAllBytes(file);
        String head = folder.relativize(file) + "\0" + bytes.length + "\0";
        digest.update(head.getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK supports SHA-256", e);
    }
  }
}
