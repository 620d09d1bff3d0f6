package dev.syslab.solutions.sharding;

import dev.syslab.subject.Environment;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;

/** Stage 3: ids that no other generator produces. */
public abstract class Ids extends Fences {
  private static final int MOST_WORKERS = 1_024;
  private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2080-01-01T00:00:00Z");

  protected final IdGenerator own;

  protected Ids(Environment env) {
    super(env);
    // Each process has a different number, so each has a different worker.
    this.own = generator(env.id() % MOST_WORKERS, env.clock());
  }

  protected IdGenerator generator(int worker, Clock clock) {
    return new IdGenerator(worker, clock);
  }

  @Override
  public List<Long> ids(int worker, List<Instant> clock) {
    Check.between("a worker", worker, 0, MOST_WORKERS - 1L);
    Check.size(clock);
    for (Instant reading : clock) {
      Check.that(!reading.isBefore(FIRST) && reading.isBefore(END), reading + " is out of bounds");
    }
    IdGenerator generator = generator(worker, new Script(clock.iterator()));
    return clock.stream().map(reading -> generator.next()).toList();
  }

  /** A clock that reads what it is told to. */
  private static final class Script extends Clock {
    private final Iterator<Instant> readings;

    Script(Iterator<Instant> readings) {
      this.readings = readings;
    }

    @Override
    public Instant instant() {
      return readings.next();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
