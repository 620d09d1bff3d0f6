package dev.syslab.services.base;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/** Turns what the operating system says into messages that name the remedy. */
public final class Failures {

  private Failures() {}

  public static ServiceException io(String what, Path where, IOException e) {
    String seen = String.valueOf(e.getMessage());
    String remedy = "";
    if (seen.contains("No space left")) {
      remedy =
          "; the disk is full: free some space (`./lab down` removes the warm servers), then try again";
    } else if (e instanceof AccessDeniedException
        || seen.contains("Read-only")
        || seen.contains("denied")) {
      remedy =
          "; this folder must be writable: choose another home folder, or fix its owner (`ls -ld "
              + where
              + "`)";
    }
    return new ServiceException(
        "cannot "
            + what
            + " at "
            + where
            + ": "
            + e.getClass().getSimpleName()
            + ": "
            + seen
            + remedy,
        e);
  }

  public static ServiceException interrupted(String what) {
    Thread.currentThread().interrupt();
    return new ServiceException("interrupted during " + what);
  }
}
