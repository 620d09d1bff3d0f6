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

/** Puts into words what the counts said. */
public class Decisions {
  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

  /** Speaks of the limit in the way; if there is none, of the one that will be in the way first. */
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

  /** Whether that one has room after the other, which comes first in the configuration. */
  protected boolean isLater(State one, State other) {
    return one.delay().compareTo(other.delay()) > 0;
  }

  private static List<String> violated(List<Limit> limits, Taken taken) {
    return IntStream.range(0, limits.size())
        .filter(i -> taken.states().get(i).delay().compareTo(Duration.ZERO) > 0)
        .mapToObj(i -> limits.get(i).name())
        .toList();
  }

  /** Rounded up: who comes back a moment too early would be denied again. */
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

  /** What the route's rules say when nobody can count. */
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

  /** Rounded up to the millisecond; what is over takes no time. */
  protected Duration millis(Duration time) {
    return Duration.ofMillis(Math.max(0, (time.toNanos() + 999_999) / 1_000_000));
  }
}
