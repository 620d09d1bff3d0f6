package dev.syslab.cli;

import picocli.CommandLine.Help;

/**
 * Colours, on a terminal only. The front door tells whether standard output is one: a Java program
 * cannot see it.
 */
final class Ansi {
  private static final boolean ON =
      "1".equals(System.getenv("SYSLAB_TTY")) && System.getenv("NO_COLOR") == null;

  private Ansi() {}

  static Help.Ansi mode() {
    return ON ? Help.Ansi.ON : Help.Ansi.OFF;
  }

  static boolean terminal() {
    return ON;
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
    return ON ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
  }
}
