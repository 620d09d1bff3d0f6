package dev.syslab.solutions.replication;

import dev.syslab.labs.replication.Answer;
import dev.syslab.labs.replication.ControlPlane;
import dev.syslab.labs.replication.ControlPlane.Name;
import dev.syslab.labs.replication.ReadOnlyException;
import dev.syslab.labs.replication.UnavailableException;
import dev.syslab.subject.Environment;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Stage 7, for clients: the primary is the server that has the name. */
public abstract class Named extends Routed {
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(4);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  protected final ControlPlane control;
  private Name name;
  private long asked;

  protected Named(Environment env) {
    super(env);
    this.control = new ControlPlane(env);
  }

  @Override
  protected int primary() {
    return name().server();
  }

  /** Half of what is allowed: the call itself takes time, too. */
  protected synchronized Name name() {
    if (name == null || System.nanoTime() - asked > NAME_TTL.toNanos() / 2) {
      long now = System.nanoTime();
      name = control.name();
      asked = now;
    }
    return name;
  }

  @Override
  public Answer write(List<String> statements) {
    Check.statements(statements);
    return onPrimary(server -> run(server, statements));
  }

  /** Refused because the server is a primary no more: nothing has happened, and another one is. */
  protected Answer onPrimary(IntFunction<Answer> work) {
    long end = System.nanoTime() + AGAIN_NANOS;
    while (true) {
      try {
        return work.apply(primary());
      } catch (ReadOnlyException e) {
        if (System.nanoTime() > end) {
          throw new UnavailableException("no server is the primary", e);
        }
        pause(PAUSE_NANOS);
      }
    }
  }

  protected static void pause(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted", e);
    }
  }

  @Override
  public void close() {
    control.close();
    super.close();
  }
}
