package dev.syslab.services.embedded;

import dev.syslab.services.base.ServiceException;
import dev.syslab.services.process.Command;
import dev.syslab.services.process.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;

/** Whether programs that were unpacked run on this machine, and what it takes if they do not. */
public final class ProgramCheck {
  private static final Duration BOUND = Duration.ofSeconds(10);

  private ProgramCheck() {}

  /**
   * Why nothing below the folder can be run, with the fix; empty if programs run there. A file
   * system that is mounted with {@code noexec} refuses them.
   */
  public static Optional<String> refusal(Path folder) {
    // A program that another thread starts may hold the script open for a moment, as a text file
    // that is busy.
    return attempt(folder).flatMap(first -> attempt(folder));
  }

  private static Optional<String> attempt(Path folder) {
    Path script = null;
    try {
      // Others may look at the same time.
      script = Files.createTempFile(folder, ".runs", null);
      Files.writeString(script, "#!/bin/sh\nexit 0\n");
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
      Command.of(script.toString()).require(BOUND);
      return Optional.empty();
    } catch (IOException | ServiceException e) {
      return Optional.of(
          "programs in %s cannot be run (%s). Is its file system mounted with noexec? Set SYSLAB_HOME to a folder on another one, or use containers"
              .formatted(folder, e.getMessage().lines().findFirst().orElse("")));
    } finally {
      delete(script);
    }
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // The next one takes another name.
    }
  }

  /**
   * Why this program does not run, with the fix; empty if it does.
   *
   * @param harmless arguments with which it ends at once and successfully
   */
  public static Optional<String> trouble(String what, Path program, String harmless) {
    Command.Ended ended;
    try {
      ended = Command.of(program.toString(), harmless).run(BOUND);
    } catch (ServiceException e) {
      return Optional.of(what + " does not start here: " + e.getMessage());
    }
    return ended.exitCode() == 0
        ? Optional.empty()
        : Optional.of(
            what
                + " does not start here: "
                + ended.output().lines().findFirst().orElse("exit code " + ended.exitCode())
                + remedy(ended.output()));
  }

  private static String remedy(String output) {
    if (!output.contains("libssl") && !output.contains("libcrypto")) {
      return "; use containers";
    }
    return Processes.LINUX
        ? ". It needs OpenSSL 3: apt-get install -y --no-install-recommends libssl3 (libssl3t64 on newer systems), or use containers"
        : ". It needs OpenSSL 3: brew install openssl@3, or use containers";
  }
}
