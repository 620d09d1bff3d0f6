package dev.syslab.kit.process;

import dev.syslab.services.base.ServiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The users as which programs run in sandboxes. If the judge is root, each program runs as a
 * different user who owns nothing.
 */
final class SandboxUsers {
  /** Whether the judge is root. */
  static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  // These belong to no user: Debian's policy and systemd leave them for temporary use.
  private static final int FIRST = 61_200;
  private static final int COUNT = 3_000;
  private static final AtomicInteger NEXT = new AtomicInteger();

  private SandboxUsers() {}

  /** The id of a user who owns nothing; its group has the same id. */
  static int next() {
    return FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
  }

  /**
   * Another user must be able to read what root reads: otherwise it would appear to be missing.
   *
   * @throws ServiceException if only root can read it
   */
  static void requireReadable(Path path) {
    try {
      String permissions =
          PosixFilePermissions.toString(Files.getPosixFilePermissions(path)).substring(6);
      if (ROOT && !permissions.startsWith("r")
          || ROOT && Files.isDirectory(path) && !permissions.endsWith("x")) {
        throw new ServiceException(
            path + " is readable only by root, and submissions do not run as root: chmod -R a+rX");
      }
    } catch (IOException e) {
      throw new ServiceException(path + " could not be read: " + e.getMessage(), e);
    }
  }
}
