package dev.syslab.cli;

import picocli.CommandLine.Help;

/** Colours, on a terminal only. */
final class Ansi {
  private static volatile boolean on;

  private Ansi() {}

  /**
   * Whether this process may print colours. The front door tells whether standard output is a
   * terminal: a Java program cannot see it.
   */
  static boolean wanted() {
    return "1".equals(System.getenv("SYSLAB_TTY")) && System.getenv("NO_COLOR") == null;
  }

  /** For the command that now begins. */
  static void use(boolean colours) {
    on = colours;
  }

  static Help.Ansi mode() {
    return on ? Help.Ansi.ON : Help.Ansi.OFF;
  }

  static boolean terminal() {
    return on;
  }

  static String green(String text) {
    return paint("32", text);
  }

  static String red(String text) {
    return paint("31", text);
  }

  static String yellow(String text) {
    return paint("33", text);
  }

  static String faint(String text) {
    return paint("2", text);
  }

  static String bold(String text) {
    return paint("1", text);
  }

  private static String paint(String code, String text) {
    return on ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
  }
}
