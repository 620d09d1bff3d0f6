package dev.syslab.kit.process;

/**
 * One isolated program, seen from outside. The process is the one that the builder has started: it
 * exits with the program and with the same exit code, and relays its standard input and output.
 *
 * <p>Used by many threads.
 */
public interface Sandbox {
  /** Called once, before any other method, when the process has been started. */
  void started(Process process);

  /** A readable reason why the sandbox ended the program; empty if it did not. */
  String ended();

  /**
   * Throws if the process has exited because the sandbox could not be created; otherwise does
   * nothing.
   *
   * @throws dev.syslab.services.base.ServiceException if so: the program has never run, so it is
   *     not to blame
   */
  void requireRan();

  /** Asks the program to end. Returns at once. */
  void terminate();

  /** Kills all of its processes at once. */
  void kill();

  /**
   * Pauses or resumes all of its processes. Idempotent.
   *
   * @throws dev.syslab.kit.verdict.SubjectFailure if it starts processes faster than they can be
   *     stopped
   */
  void pause(boolean now);

  /** Whether all of its processes are paused. */
  boolean paused();

  /**
   * Whether processes have outlived those that started them, as far as that is visible from
   * outside.
   */
  boolean holdsOrphans();
}
