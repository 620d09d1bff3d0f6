package dev.syslab.solutions.replication;

import dev.syslab.labs.replication.ControlPlane.Name;
import dev.syslab.labs.replication.UnavailableException;
import dev.syslab.subject.Environment;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Stage 7, for those who watch: agents report, and the orchestrator acts when nobody has reached
 * the primary.
 */
public abstract class Orchestrated extends Promoting {
  /** From one report to the next it takes a beat, more or less. */
  private static final Duration NEWS = BEAT.multipliedBy(2);

  /** An agent may have waited for a server that does not answer. */
  private static final Duration FRESH = REACHED_WITHIN.plus(BEAT.multipliedBy(MISSED));

  private volatile boolean closed;

  protected Orchestrated(Environment env) {
    super(env);
  }

  @Override
  public void agent(int server) {
    Check.between("the server", server, 0, servers.count() - 1);
    everyBeat("agent " + server, () -> report(server));
  }

  protected void report(int server) {
    int primary = control.name().server();
    CompletableFuture<Boolean> own = reaches(server);
    boolean reached = reaches(primary).join();
    control.report(server, own.join(), primary, reached);
  }

  @Override
  public void orchestrator() {
    Watch watch = new Watch();
    everyBeat("orchestrator", () -> watch.look(control.name()));
  }

  /** How often the primary's own agent was silent or had bad news. */
  private final class Watch {
    private final Heard heard = new Heard();
    private long epoch;
    private int missed;

    void look(Name name) {
      heard.hear(control.reports());
      missed = name.epoch() == epoch && !well(heard, name.server()) ? missed + 1 : 0;
      epoch = name.epoch();
      if (missed >= MISSED && dead(heard, name.server())) {
        failOver(name);
      }
    }
  }

  /** Whether there is no reason to suspect a server: the agent beside it has good news. */
  protected boolean well(Heard heard, int server) {
    return heard.well(server, NEWS);
  }

  /** Nobody reaches it: neither this process nor a replica's agent. */
  protected boolean dead(Heard heard, int primary) {
    return !heard.reached(primary, FRESH) && !reaches(primary).join();
  }

  /** Whether a server answers a query in time. */
  protected CompletableFuture<Boolean> reaches(int server) {
    return CompletableFuture.supplyAsync(() -> position(server) != null, asking)
        .completeOnTimeout(false, REACHED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(failure -> false);
  }

  private void everyBeat(String name, Runnable work) {
    inBackground(
        name,
        () -> {
          work.run();
          return false;
        });
  }

  /** Does something each beat until it says that it is done, whatever goes wrong. */
  protected void inBackground(String name, BooleanSupplier work) {
    Thread thread = new Thread(() -> repeat(work), name);
    thread.setDaemon(true);
    thread.start();
  }

  private void repeat(BooleanSupplier work) {
    while (!closed && !done(work)) {
      try {
        pause(BEAT.toNanos());
      } catch (UnavailableException e) {
        return;
      }
    }
  }

  private static boolean done(BooleanSupplier work) {
    try {
      return work.getAsBoolean();
    } catch (RuntimeException e) {
      // Whatever did not answer may do so in the next beat.
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
    super.close();
  }
}
