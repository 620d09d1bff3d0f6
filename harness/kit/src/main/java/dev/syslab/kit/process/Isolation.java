package dev.syslab.kit.process;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A way to run untrusted programs, each in its own sandbox: a file system that holds the JDK and
 * what the caller names, read-only except for a small temporary folder; no network except a
 * loopback interface; no other visible processes; no privileges; limits on processes, files and
 * memory.
 */
public interface Isolation {
  /**
   * The variables that a program finds in its environment, in addition to those that its caller
   * sets.
   */
  Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/bin:/bin", "LANG", "C.UTF-8", "HOME", "/tmp");

  /** How many processes and threads a program may have. */
  int PROCESSES = 1024;

  /** How many files it may have open. */
  int FILES = 8192;

  /** The maximum size of a file, in bytes. */
  long LARGEST_FILE = 64L << 20;

  /** The maximum size of its temporary folder, in bytes. */
  long TEMPORARY = 64L << 20;

  /** How much memory its processes may use together, in bytes. */
  long MEMORY = 1L << 30;

  /** Its name on the command line. */
  String name();

  /**
   * Makes a builder start its program in a new sandbox.
   *
   * @param program its command and its complete environment; afterwards, those of the command that
   *     starts the sandbox. It must be started at most once
   * @param allowance what the program may use
   * @return the sandbox, which must be told about the process once it has been started
   * @throws dev.syslab.services.base.ServiceException if the program could not read the files that
   *     it may read
   */
  Sandbox enclose(ProcessBuilder program, Allowance allowance);

  /**
   * What one program may use.
   *
   * @param readable files and folders that it sees at the same place as outside
   * @param writable folders that it may change, at the same place as outside
   * @param cpuSeconds of processor time, after which it is killed; empty: unlimited
   */
  record Allowance(Collection<Path> readable, Collection<Path> writable, OptionalInt cpuSeconds) {
    /** Files to read, and nothing else. */
    static Allowance reading(Collection<Path> readable) {
      return new Allowance(readable, List.of(), OptionalInt.empty());
    }
  }

  /** The reason why programs cannot be isolated in this way on this machine. */
  final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnavailableException(String message) {
      super(message);
    }
  }
}
