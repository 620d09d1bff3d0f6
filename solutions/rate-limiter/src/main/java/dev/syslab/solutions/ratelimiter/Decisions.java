package dev.syslab.solutions.ratelimiter;

import dev.syslab.labs.ratelimiter.Decision;
import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.labs.ratelimiter.OnFailure;
import dev.syslab.labs.ratelimiter.Rules;
import dev.syslab.solutions.ratelimiter.Counts.State;
import dev.syslab.solutions.ratelimiter.Counts.Taken;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Turns the result of counting into a decision. */
public class Decisions {
  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

  /** Reports the limit that denies; if there is none, the one that will run out first. */
  public Ruling of(List<Limit> limits, Taken taken) {
    int chosen = 0;
    for (int i = 1; i < limits.size(); i++) {
      State one = taken.states().get(i);
      State best = taken.states().get(chosen);
      if (taken.units() > 0 ? one.remaining() < best.remaining() : isLater(one, best)) {
        chosen = i;
      }
    }
    State state = taken.states().get(chosen);
    boolean allowed = taken.units() > 0;
    return new Ruling(
        decision(limits.get(chosen), allowed, state.remaining(), state.delay(), state.reset()),
        allowed ? List.of() : violated(limits, taken));
  }

  /**
   * Whether that limit will have room later than the other, which comes first in the configuration.
   */
  protected boolean isLater(State one, State other) {
    return one.delay().compareTo(other.delay()) > 0;
  }

  private static List<String> violated(List<Limit> limits, Taken taken) {
    return IntStream.range(0, limits.size())
        .filter(i -> taken.states().get(i).delay().compareTo(Duration.ZERO) > 0)
        .mapToObj(i -> limits.get(i).name())
        .toList();
  }

  /** Rounded up: a client that comes back a moment too early would be denied again. */
  public Decision decision(
      Limit limit, boolean allowed, long remaining, Duration delay, Duration reset) {
    return new Decision(
        allowed,
        limit.name(),
        limit.capacity(),
        remaining,
        allowed ? Duration.ZERO : millis(delay),
        millis(reset),
        false);
  }

  /** What the route's rules specify when Redis cannot count. */
  public Ruling degraded(Rules rules, List<Limit> limits) {
    boolean open = rules.onFailure() == OnFailure.OPEN;
    Limit limit = limits.get(0);
    Decision decision =
        new Decision(
            open,
            limit.name(),
            limit.capacity(),
            0,
            open ? Duration.ZERO : ASK_AGAIN,
            Duration.ZERO,
            true);
    return new Ruling(decision, List.of());
  }

  /** Rounded up to the millisecond, and never negative. */
  protected Duration millis(Duration time) {
    return Duration.ofMillis(Math.max(0, (time.toNanos() + 999_999) / 1_000_000));
  }
}
