package dev.syslab.engine.grade;

import java.nio.file.Path;

/**
 * What one learner has handed in.
 *
 * @param name as the file or folder is called, without {@code .zip} or {@code .git}
 * @param path a folder, a zip file, or a git repository, whose HEAD counts
 */
public record Submission(String name, Path path) {
  private static final int LONGEST = 80;

  /**
   * A name for files: whatever the submission is called, it stays in the folder, and no two share
   * one.
   */
  public String fileName() {
    String safe = name.replaceAll("[^A-Za-z0-9._-]", "_");
    if (safe.equals(name) && name.length() <= LONGEST && !name.startsWith(".")) {
      return name;
    }
    String head = safe.substring(0, Math.min(LONGEST, safe.length())).replaceFirst("^\\.+", "_");
    return head + "-" + Digest.of(name).substring(0, 8);
  }
}
