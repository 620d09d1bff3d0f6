package dev.syslab.engine.lab;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Where a learner's progress is kept: outside of the repository, so that neither an update nor
 * {@code git clean -xfd} takes it away. Each checkout has a folder of its own, since each holds
 * code of its own.
 */
final class StateFolder {
  private StateFolder() {}

  /**
   * The first of these that can be written: {@code $SYSLAB_HOME/state}, {@code
   * $XDG_STATE_HOME/syslab}, {@code ~/.local/state/syslab}, each with a folder named after the
   * checkout; and {@code .syslab/state} in the checkout. Makes nothing.
   */
  static Path find(Path root, Map<String, String> environment, Path userHome) {
    List<Path> candidates = new ArrayList<>();
    String home = environment.getOrDefault("SYSLAB_HOME", "");
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    if (!home.isBlank()) {
      candidates.add(Path.of(home, "state"));
    } else if (!state.isBlank()) {
      candidates.add(Path.of(state, "syslab"));
    } else {
      candidates.add(userHome.resolve(".local/state/syslab"));
    }
    return candidates.stream()
        .map(Path::toAbsolutePath)
        .filter(StateFolder::canBeMade)
        .findFirst()
        .map(folder -> folder.resolve(name(root)))
        .orElse(root.resolve(".syslab/state"));
  }

  /** Readable for people, and different for each checkout. */
  private static String name(Path root) {
    String last = root.getFileName() == null ? "root" : root.getFileName().toString();
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(root.toString().getBytes(StandardCharsets.UTF_8));
      return last.replaceAll("[^A-Za-z0-9._-]", "_") + "-" + HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK supports SHA-256", e);
    }
  }

  private static boolean canBeMade(Path folder) {
    Path there = folder;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    return there != null && Files.isDirectory(there) && Files.isWritable(there);
  }
}
