package dev.syslab.kit.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts programs as child subreapers (Linux): an orphan among a program's descendants becomes the
 * program's own child instead of init's. A process that leaves its process group and empties its
 * environment is then still found as a descendant. Setting the attribute takes a system call, which
 * Java 17 cannot make and Perl can. Where there is no Perl, orphans go to init.
 */
final class Subreaper {
  private static final Path PERL = Path.of("/usr/bin/perl");

  /** Numbers of the system call {@code prctl}, by Java's names of architectures. */
  private static final Map<String, Integer> PRCTL = Map.of("amd64", 157, "aarch64", 167);

  private static final int PR_SET_CHILD_SUBREAPER = 36;
  private static final List<String> PREFIX = prefix();

  private Subreaper() {}

  /** Whether programs adopt the orphans among their descendants. */
  static boolean available() {
    return !PREFIX.isEmpty();
  }

  /** A command whose process becomes a subreaper and then, under the same number, the program. */
  static List<String> command(List<String> program) {
    List<String> whole = new ArrayList<>(PREFIX);
    whole.addAll(program);
    return whole;
  }

  private static List<String> prefix() {
    Integer prctl = PRCTL.get(System.getProperty("os.arch"));
    if (prctl == null || !Files.isExecutable(PERL)) {
      return List.of();
    }
    String script =
        "exit 71 if syscall(%d, %d, 1, 0, 0, 0) == -1; exec { $ARGV[0] } @ARGV; exit 72"
            .formatted(prctl, PR_SET_CHILD_SUBREAPER);
    List<String> prefix = List.of(PERL.toString(), "-e", script, "--");
    return works(prefix) ? prefix : List.of();
  }

  /** Perl prints warnings in locales that it does not have, and fails with a wrong PERL5OPT. */
  private static boolean works(List<String> prefix) {
    List<String> trial = new ArrayList<>(prefix);
    trial.add("/bin/true");
    try {
      Process process = new ProcessBuilder(trial).redirectErrorStream(true).start();
      boolean silent = process.getInputStream().readAllBytes().length == 0;
      return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0 && silent;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
