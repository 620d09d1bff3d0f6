package dev.syslab.kit.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The command that starts a subject's program. */
final class SubjectCommand {
  private static final Pattern QUOTED = Pattern.compile("(?s)'[^']*+'|\"(?:[^\"\\\\]++|\\\\.)*+\"");
  // No shell keyword, no variable assignment before the command, and no second command.
  private static final Pattern SIMPLE =
      Pattern.compile(
          "(?!(cd|exec|exit|export|set|if|for|while|[.!({])(\\s|$))[^\\s=;&|]+(\\s[^;&|\\n]*)?");
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  /**
   * The variable that makes a program exit when its standard input ends, which the judge holds
   * open.
   */
  static final String WATCH_STDIN = "SYSLAB_WATCH_STDIN";

  private SubjectCommand() {}

  /** Whether each program gets its own session, and with it its own process group. */
  static boolean hasSession() {
    return Files.isExecutable(SETSID);
  }

  /**
   * The program of a subject, in its folder, with the judge's environment.
   *
   * @param spare whether it is told only later which Java class to serve
   */
  static ProcessBuilder of(SubjectSource source, boolean spare) {
    if (source instanceof SubjectSource.JavaClass java) {
      List<String> program = machine(java);
      if (!spare) {
        program.addAll(List.of(java.contract(), java.type(), joined(java.classes())));
      }
      ProcessBuilder builder =
          new ProcessBuilder(program).directory(Path.of("").toAbsolutePath().toFile());
      builder.environment().put(WATCH_STDIN, "1");
      return builder;
    }
    if (source instanceof SubjectSource.Command program) {
      return new ProcessBuilder("/bin/sh", "-c", shellLine(program.command()))
          .directory(program.folder().toFile());
    }
    throw new IllegalArgumentException(source + " is not a program");
  }

  /**
   * A command in a session of its own, if the system has sessions: Ctrl-C in the terminal reaches
   * only the judge, which then shuts its subjects down.
   */
  static List<String> inSession(List<String> command) {
    List<String> whole = new ArrayList<>();
    if (hasSession()) {
      whole.add(SETSID.toString());
    }
    whole.addAll(command);
    return whole;
  }

  /**
   * The shell is replaced by a single command, so that signals reach the program; it must stay for
   * more than one command, for keywords, and for variable assignments.
   */
  static String shellLine(String command) {
    String bare = QUOTED.matcher(command.strip()).replaceAll("''");
    return SIMPLE.matcher(bare).matches() ? "exec " + command.strip() : command;
  }

  /** The command of a JVM that serves the class it is told to. */
  static List<String> machine(SubjectSource.JavaClass java) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx256m"));
    command.addAll(java.options());
    command.add("-cp");
    command.add(joined(java.libraries()));
    command.add("dev.syslab.subject.host.SubjectMain");
    return command;
  }

  /** The properties that two programs must share so that one can serve the other's next subject. */
  static List<String> kind(SubjectSource source) {
    if (source instanceof SubjectSource.JavaClass java) {
      return machine(java);
    }
    if (source instanceof SubjectSource.Command program) {
      return List.of(program.folder().toString(), program.command());
    }
    throw new IllegalArgumentException(source + " is not a program");
  }

  static String joined(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
