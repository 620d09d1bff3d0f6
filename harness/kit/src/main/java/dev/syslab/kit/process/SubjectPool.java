package dev.syslab.kit.process;

import dev.syslab.kit.verdict.SubjectFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Programs that serve one subject after the other, because starting a program costs about ten times
 * as much as starting a subject in a warm one: JVMs, which load a Java subject's classes anew each
 * time, and programs in other languages that declare that they can do this. A program that a test
 * has killed, or in which a subject has left something behind, is not reused.
 *
 * <p>If the subjects are not trusted, use one pool for each author: code that hides well enough in
 * a program meets the next subject there.
 *
 * <p>Used by many threads.
 */
public final class SubjectPool implements AutoCloseable {
  private static final int MOST_IDLE = 16;
  // A JVM that grows with every subject is not kept forever.
  private static final int MOST_SUBJECTS = 100;

  private final Map<List<String>, Deque<SubjectProcess>> idle = new HashMap<>();
  private final Map<SubjectProcess, Integer> served = new HashMap<>();
  private final Map<SubjectProcess, String> roles = new HashMap<>();
  // The roles in which a program was killed.
  private final Set<String> lastOnes = new HashSet<>();
  private int discarded;
  private boolean closed;

  private final Isolation isolation;

  /** Keeps the programs that can serve another subject. */
  public SubjectPool() {
    this(null);
  }

  private SubjectPool(Isolation isolation) {
    this.isolation = isolation;
  }

  /** Keeps the programs that can serve another subject; each of them is isolated. */
  public static SubjectPool isolated(Isolation isolation) {
    return new SubjectPool(isolation);
  }

  /** Whether the subjects are isolated, because nobody has read their code. */
  public boolean isolates() {
    return isolation != null;
  }

  /** Keeps none: each subject has its own program, which ends with its test. */
  public static SubjectPool fresh() {
    SubjectPool hosts = new SubjectPool();
    hosts.close();
    return hosts;
  }

  /**
   * Starts the program of a subject, or reuses a running one, and waits until it is ready.
   *
   * @param environment its complete environment except {@code PORT}
   * @param bound how long it may take to become ready
   * @param role what it is to do, in the same words each time: a role in which a subject was killed
   *     before gets a program that has served few subjects, so that less is lost
   * @param started receives a new process as soon as it exists
   * @throws SubjectFailure if it exits, or does not become ready in time
   */
  public SubjectProcess start(
      SubjectSource source,
      Map<String, String> environment,
      Duration bound,
      String role,
      Consumer<Process> started) {
    SubjectProcess process = started(source, environment, bound, role, started);
    synchronized (this) {
      roles.put(process, role);
    }
    return process;
  }

  private SubjectProcess started(
      SubjectSource source,
      Map<String, String> environment,
      Duration bound,
      String role,
      Consumer<Process> started) {
    if (canShare(source)) {
      for (SubjectProcess host = take(source, role); host != null; host = take(source, role)) {
        try {
          host.begin(source, environment, bound);
          return host;
        } catch (SubjectFailure e) {
          // Whatever the reason was: only a new program can show for certain that it is the
          // subject's fault.
          discard(host);
        }
      }
    }
    return SubjectProcess.start(source, environment, bound, started, isolation);
  }

  /**
   * Prepares for the next trial of the same kind, before which the subject's files may change. JVMs
   * load their next subject's classes anew, so new ones are started in place of those that cannot
   * be reused; idle commands are stopped, because they would serve outdated files.
   */
  public void replenish(SubjectSource source, Consumer<Process> started) {
    if (source instanceof SubjectSource.JavaClass java) {
      prepare(source, idle(java) + takeDiscarded(), started);
    } else if (source instanceof SubjectSource.Command) {
      takeIdle(source).forEach(SubjectProcess::end);
    }
  }

  private synchronized List<SubjectProcess> takeIdle(SubjectSource source) {
    Deque<SubjectProcess> taken = idle.remove(SubjectCommand.kind(source));
    List<SubjectProcess> processes = taken == null ? List.of() : List.copyOf(taken);
    processes.forEach(served::remove);
    return processes;
  }

  private synchronized int takeDiscarded() {
    int count = discarded;
    discarded = 0;
    return count;
  }

  /**
   * Starts programs that wait for a class to serve, until this many are idle. Returns at once.
   *
   * @param like whose JVM they get
   */
  public void prepare(SubjectSource source, int count, Consumer<Process> started) {
    if (!(source instanceof SubjectSource.JavaClass java) || !canShare(java)) {
      return;
    }
    for (int i = idle(java); i < Math.min(count, MOST_IDLE) && !closed(); i++) {
      SubjectProcess spare = SubjectProcess.spare(java, started, isolation);
      if (!keep(java, spare)) {
        discard(spare);
      }
    }
  }

  /**
   * Called when a test has ended: its subject's program is kept if it can serve another subject,
   * and ends otherwise.
   */
  public void release(SubjectSource source, SubjectProcess process) {
    if (!canShare(source)
        || !mayServeAnother(process)
        || !ended(process)
        || !keep(source, process)) {
      discard(process);
    }
  }

  /** Called when a test has killed or stopped the program and continues with another. */
  public synchronized void killed(SubjectProcess process) {
    served.remove(process);
    lastOnes.add(roles.remove(process));
    discarded++;
  }

  private boolean ended(SubjectProcess process) {
    boolean harmed = !process.alive() || process.paused();
    synchronized (this) {
      String role = roles.remove(process);
      if (harmed) {
        lastOnes.add(role);
      }
    }
    return !harmed && process.endServed();
  }

  private static boolean canShare(SubjectSource source) {
    if (source instanceof SubjectSource.JavaClass java) {
      // Classes on the program's own class path, instead of in folders, would stay loaded.
      return !java.classes().isEmpty();
    }
    return source instanceof SubjectSource.Command program && program.servesMany();
  }

  private synchronized boolean mayServeAnother(SubjectProcess process) {
    return !closed && served.merge(process, 1, Integer::sum) < MOST_SUBJECTS;
  }

  private synchronized boolean closed() {
    return closed;
  }

  private synchronized int idle(SubjectSource.JavaClass java) {
    return idle.getOrDefault(SubjectCommand.kind(java), new ArrayDeque<>()).size();
  }

  private synchronized boolean keep(SubjectSource source, SubjectProcess process) {
    Deque<SubjectProcess> others =
        idle.computeIfAbsent(SubjectCommand.kind(source), absent -> new ArrayDeque<>());
    if (closed || others.size() >= MOST_IDLE) {
      return false;
    }
    if (served.containsKey(process)) {
      // The program that has just served is the warmest, so it serves next.
      others.addFirst(process);
    } else {
      others.addLast(process);
    }
    return true;
  }

  private synchronized SubjectProcess take(SubjectSource source, String role) {
    Deque<SubjectProcess> waiting =
        idle.getOrDefault(SubjectCommand.kind(source), new ArrayDeque<>());
    if (!lastOnes.contains(role)) {
      return waiting.poll();
    }
    SubjectProcess coldest =
        waiting.stream()
            .min(Comparator.comparingInt(one -> served.getOrDefault(one, 0)))
            .orElse(null);
    waiting.remove(coldest);
    return coldest;
  }

  private void discard(SubjectProcess process) {
    synchronized (this) {
      served.remove(process);
      roles.remove(process);
      discarded++;
    }
    process.end();
  }

  /** Stops the idle programs; from now on none is kept. */
  @Override
  public void close() {
    List<SubjectProcess> ending = new ArrayList<>();
    synchronized (this) {
      closed = true;
      idle.values().forEach(ending::addAll);
      idle.clear();
    }
    // If they write an archive, the last one to serve leaves its archive.
    Collections.reverse(ending);
    ending.forEach(SubjectProcess::end);
  }
}
