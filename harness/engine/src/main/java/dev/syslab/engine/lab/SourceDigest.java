package dev.syslab.engine.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Tells a lab's sources from what they were. */
public final class SourceDigest {
  // A file went while it was read: whatever is judged now is not what is here next.
  private static final String UNKNOWN = "unknown";

  private SourceDigest() {}

  /** A digest of the lab's sources as they are now: contract, tests and the learner's code. */
  public static String of(LabFolder lab) {
    try {
      return digest(lab, lab.judgedFiles());
    } catch (UncheckedIOException e) {
      return UNKNOWN;
    }
  }

  /** A digest of what a learner does not edit. */
  public static String ofOriginals(LabFolder lab) {
    try (Stream<Path> files = Files.walk(lab.folder().resolve("src"))) {
      return digest(
          lab,
          files
              .filter(file -> LabFolder.isSource(file) && !Pristine.isSkeleton(file))
              .sorted()
              .toList());
    } catch (IOException | UncheckedIOException e) {
      return UNKNOWN;
    }
  }

  private static String digest(LabFolder lab, List<Path> files) {
    Path sources = lab.folder().resolve("src");
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files) {
        digest.update(sources.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(Files.readAllBytes(file));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (IOException e) {
      return UNKNOWN;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK supports SHA-256", e);
    }
  }
}
