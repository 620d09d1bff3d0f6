package dev.syslab.kit.process;

import java.util.regex.Pattern;

/** Which lines of a Java program's stack trace are about the program. */
final class StackTraces {
  private static final Pattern SILENT =
      Pattern.compile(
          "\\s+(at (java\\.base|jdk\\.[\\w.]+)/.*|at dev\\.syslab\\.subject\\.host\\..*|\\.\\.\\. \\d+ more)");

  private StackTraces() {}

  /** Whether it is no frame of the JDK or of the host: those are the same in every trace. */
  static boolean tells(String line) {
    return !SILENT.matcher(line).matches();
  }
}
