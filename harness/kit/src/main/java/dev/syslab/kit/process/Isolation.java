package dev.syslab.kit.process;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A way to run programs of strangers, each in a sandbox of its own: a file system that holds the
 * JDK and what the caller names, read-only but for a small temporary folder; no network but a
 * loopback interface; no other process to see; no rights; limits on processes, files and memory.
 */
public interface Isolation {
  /** What a program finds in its environment, beside what its caller sets. */
  Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/bin:/bin", "LANG", "C.UTF-8", "HOME", "/tmp");

  /** How many processes and threads a program may have. */
  int PROCESSES = 1024;

  /** How many files it may have open. */
  int FILES = 8192;

  /** How large a file may become, in bytes. */
  long LARGEST_FILE = 64L << 20;

  /** How large its temporary folder may become, in bytes. */
  long TEMPORARY = 64L << 20;

  /** What its processes may use together, in bytes. */
  long MEMORY = 1L << 30;

  /** Its name on the command line. */
  String name();

  /**
   * Makes a builder start its program in a new sandbox.
   *
   * @param program its command, and the whole environment that it will have; afterwards, those of
   *     what starts the sandbox. It must be started at most once
   * @param allowance what the program may use
   * @return to be told of the process once that has been started
   * @throws dev.syslab.services.base.ServiceException if the program could not read what it may
   */
  Sandbox enclose(ProcessBuilder program, Allowance allowance);

  /**
   * What one program may use.
   *
   * @param readable files and folders that it sees at the same place as outside
   * @param writable folders that it may change, at the same place as outside
   * @param cpuSeconds of processor time, after which it is killed; empty: as much as it likes
   */
  record Allowance(Collection<Path> readable, Collection<Path> writable, OptionalInt cpuSeconds) {
    /** Files to read, and nothing else. */
    static Allowance reading(Collection<Path> readable) {
      return new Allowance(readable, List.of(), OptionalInt.empty());
    }
  }

  /** Says why programs cannot be isolated in this way here. */
  final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnavailableException(String message) {
      super(message);
    }
  }
}
