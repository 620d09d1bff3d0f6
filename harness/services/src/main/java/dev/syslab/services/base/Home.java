package dev.syslab.services.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where Syslab keeps what outlives a command: the registry of servers, unpacked server software,
 * progress.
 */
public final class Home {
  private Home() {}

  /**
   * The first of these that can be written: {@code $SYSLAB_HOME}, {@code $XDG_CACHE_HOME/syslab},
   * {@code ~/.cache/syslab}, and {@code .syslab/home} in the current folder.
   *
   * @throws ServiceException if none can; names them
   */
  public static Path find() {
    List<Path> candidates = new ArrayList<>();
    String chosen = System.getenv("SYSLAB_HOME");
    if (chosen != null && !chosen.isBlank()) {
      // Named by the user: no other will do.
      candidates.add(Path.of(chosen));
    } else {
      String cache = System.getenv("XDG_CACHE_HOME");
      candidates.add(
          cache == null || cache.isBlank()
              ? Path.of(System.getProperty("user.home"), ".cache", "syslab")
              : Path.of(cache, "syslab"));
      candidates.add(Path.of(".syslab", "home"));
    }
    return candidates.stream()
        .map(Path::toAbsolutePath)
        .filter(Home::writable)
        .findFirst()
        .orElseThrow(
            () ->
                new ServiceException(
                    "no writable folder for the servers' files; tried "
                        + candidates
                        + ". Set SYSLAB_HOME to a writable folder."));
  }

  private static boolean writable(Path folder) {
    try {
      Files.createDirectories(folder);
      return Files.isWritable(folder);
    } catch (IOException e) {
      return false;
    }
  }
}
