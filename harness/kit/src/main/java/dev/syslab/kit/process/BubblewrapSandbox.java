package dev.syslab.kit.process;

import dev.syslab.kit.verdict.SubjectFailure;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A program in namespaces, whose processes are descendants of the judge's. */
final class BubblewrapSandbox implements Sandbox {
  private static final int ROUNDS = 100;
  // Below the outermost process: bubblewrap outside, bubblewrap inside, the program.
  private static final int DEPTH = 3;

  private volatile Process process;
  private volatile MemoryWatch.Watched watched;

  @Override
  public void started(Process process) {
    this.process = process;
    watched = MemoryWatch.of(process);
  }

  @Override
  public String ended() {
    return watched.ended();
  }

  /** It depends on nothing that could exist when it is tried and be gone afterwards. */
  @Override
  public void requireRan() {}

  /** Signals the program itself: the processes around it would exit at once. */
  @Override
  public void terminate() {
    innermost().ifPresent(ProcessHandle::destroy);
  }

  private Optional<ProcessHandle> innermost() {
    ProcessHandle one = process.toHandle();
    for (int i = 0; i < DEPTH; i++) {
      Optional<ProcessHandle> child = one.children().findFirst();
      if (child.isEmpty()) {
        return Optional.empty();
      }
      one = child.get();
    }
    return Optional.of(one);
  }

  @Override
  public void kill() {
    Signals.killFamily(process);
  }

  /**
   * Including those that have left the program's group: one that is still running could resume the
   * others.
   */
  @Override
  public void pause(boolean now) {
    String name = now ? "STOP" : "CONT";
    Signals.toAll(process, name);
    Predicate<ProcessHandle> asWanted = one -> Signals.stopped(one, true) == now;
    for (int round = 0; round < ROUNDS; round++) {
      List<ProcessHandle> left =
          process.descendants().filter(asWanted.negate()).filter(ProcessHandle::isAlive).toList();
      if (left.isEmpty()) {
        return;
      }
      left.forEach(one -> Signals.send(process, name, Long.toString(one.pid())));
    }
    if (now) {
      throw new SubjectFailure(
          "not all of its processes could be paused: it keeps starting new ones");
    }
  }

  @Override
  public boolean paused() {
    return process.isAlive() && process.descendants().allMatch(one -> Signals.stopped(one, true));
  }

  @Override
  public boolean holdsOrphans() {
    return process.descendants().count() > DEPTH;
  }
}
