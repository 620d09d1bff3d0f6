package dev.syslab.kit.process;

/**
 * One isolated program, from outside. The process is the one that the builder has started: it ends
 * with the program, has its exit code, and passes on its standard input and output.
 *
 * <p>Used by many threads.
 */
public interface Sandbox {
  /** The process has been started. To be called first, and once. */
  void started(Process process);

  /** Why the program was ended by its sandbox, for people; empty if it was not. */
  String ended();

  /**
   * Does nothing, unless the process has ended because the sandbox could not be made.
   *
   * @throws dev.syslab.services.base.ServiceException if so: the program has never run, and it is
   *     not its fault
   */
  void requireRan();

  /** Asks the program to end. Returns at once. */
  void terminate();

  /** Ends every process of it at once. */
  void kill();

  /**
   * Stops or continues every process of it. To do so twice changes nothing.
   *
   * @throws dev.syslab.kit.verdict.SubjectFailure if it starts processes faster than they can be
   *     stopped
   */
  void pause(boolean now);

  /** Whether every process of it is stopped. */
  boolean paused();

  /** Whether processes have outlived those that started them, as far as that is seen outside. */
  boolean holdsOrphans();
}
