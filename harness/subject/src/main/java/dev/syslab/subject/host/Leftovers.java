package dev.syslab.subject.host;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a subject can leave behind in its program, so that the next one would not start as in a new
 * program. Its classes are unloaded with their loader. Settings are restored. Threads and child
 * processes cannot be removed from outside: if one is left, the program serves no other subject.
 */
final class Leftovers {
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(300);
  // It closes leaked connections, ends by itself, and runs no code of a subject.
  private static final String DRIVERS_CLEANER = "PostgreSQL-JDBC-Cleaner";
  // The JDK's own thread: it runs the cleanup actions of libraries, and does not retain a subject's
  // loader.
  private static final String CLEANER = "jdk.internal.misc.InnocuousThread";
  // Java's own HTTP client can be closed from Java 21 on. In earlier versions, its threads stay
  // until it is garbage-collected, and do nothing by themselves.
  private static final Pattern HTTP_CLIENTS =
      Pattern.compile("HttpClient-\\d+-(SelectorManager|Worker-\\d+)");
  // Javalin's reminder to start a server: it sleeps for 5 s, and at most logs a warning then.
  private static final String REMINDER = "io.javalin.jetty.JettyServer";
  // The name that the main thread's successor has once main() has returned.
  private static final String FIRST = "DestroyJavaVM";

  private final Set<Thread> threads = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Properties properties = (Properties) System.getProperties().clone();
  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();
  private final java.io.PrintStream out = System.out;
  private final java.io.PrintStream err = System.err;

  private volatile String found = "";

  private Leftovers() {
    threads.addAll(alive());
  }

  /** The state of the program before it has served any subject. */
  static Leftovers before() {
    return new Leftovers();
  }

  /** Restores settings, and returns whether nothing else is left. */
  boolean removed() {
    System.setProperties((Properties) properties.clone());
    Locale.setDefault(locale);
    TimeZone.setDefault(zone);
    System.setOut(out);
    System.setErr(err);
    Thread.setDefaultUncaughtExceptionHandler(null);
    if (ProcessHandle.current().children().findAny().isPresent()) {
      found = "a child process";
      return false;
    }
    long deadline = System.nanoTime() + PATIENCE;
    for (Thread left = leftThread(); left != null; left = leftThread()) {
      if (System.nanoTime() - deadline > 0) {
        found = "the thread " + left.getName();
        return false;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    found = "nothing";
    return true;
  }

  /** A readable description of what the last check found. */
  String found() {
    return found;
  }

  private Thread leftThread() {
    for (Thread thread : alive()) {
      if (!threads.contains(thread) && thread != Thread.currentThread() && !harmless(thread)) {
        return thread;
      }
    }
    return null;
  }

  private static boolean harmless(Thread thread) {
    if (thread instanceof ForkJoinWorkerThread worker) {
      return worker.getPool() == ForkJoinPool.commonPool()
          && ForkJoinPool.commonPool().isQuiescent();
    }
    if (thread.getClass().getName().equals(CLEANER)) {
      return true;
    }
    if (HTTP_CLIENTS.matcher(thread.getName()).matches()) {
      return idle(thread);
    }
    ThreadGroup group = thread.getThreadGroup();
    // A dead thread has no group; the topmost group is the JVM's own.
    return group == null
        || group.getParent() == null
        || Set.of(DRIVERS_CLEANER, FIRST).contains(thread.getName())
        || asleep(thread, REMINDER);
  }

  /** Whether it is sleeping in a call that was made by that class. */
  private static boolean asleep(Thread thread, String by) {
    StackTraceElement[] stack = thread.getStackTrace();
    List<String> classes =
        Stream.of(stack)
            .map(StackTraceElement::getClassName)
            .filter(name -> !name.equals(Thread.class.getName()))
            .toList();
    return Stream.of(stack).anyMatch(frame -> frame.getMethodName().equals("sleep"))
        && !classes.isEmpty()
        && classes.stream().allMatch(name -> name.startsWith(by));
  }

  /** Whether it is waiting for work. */
  private static boolean idle(Thread thread) {
    return Stream.of(thread.getStackTrace())
        .map(StackTraceElement::getMethodName)
        .anyMatch(Set.of("getTask", "lockAndDoSelect")::contains);
  }

  private static Set<Thread> alive() {
    ThreadGroup top = Thread.currentThread().getThreadGroup();
    while (top.getParent() != null) {
      top = top.getParent();
    }
    Thread[] found = new Thread[top.activeCount() + 64];
    int count = top.enumerate(found);
    Set<Thread> alive = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < count; i++) {
      alive.add(found[i]);
    }
    return alive;
  }
}
