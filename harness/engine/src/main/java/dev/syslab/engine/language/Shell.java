package dev.syslab.engine.language;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Runs commands of the shell. */
final class Shell {
  private static final int INTERRUPTED = 130;

  /** The exit code of a command that was ended because its bound had passed. */
  static final int LATE = 124;

  private Shell() {}

  /**
   * Runs a command to its end, or to its bound.
   *
   * @param output gets all that it prints
   * @return its exit code
   */
  static int run(String command, Path folder, Path output, Duration bound) throws IOException {
    Process process =
        new ProcessBuilder("/bin/sh", "-c", command)
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      return LATE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return INTERRUPTED;
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
