package dev.syslab.solutions.ratelimiter;

import dev.syslab.labs.ratelimiter.Limit;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The counts of limits, in Redis. Each read-and-change is one atomic step of the server (see {@link
 * TakeScript}), so gateways cannot interfere with each other, and one that dies leaves nothing half
 * done.
 */
public class Counts {
  private final String process = UUID.randomUUID().toString();
  private final AtomicLong calls = new AtomicLong();
  private final Script script;

  public Counts(Script script) {
    this.script = script;
  }

  /**
   * The result of taking units.
   *
   * @param units how many units were taken from each limit; 0 if one of them has no room for the
   *     cost
   * @param states the state of each limit afterwards, in their order
   */
  public record Taken(long units, List<State> states) {
    /** The time until every limit has room. */
    Duration delay() {
      return states.stream().map(State::delay).max(Duration::compareTo).orElseThrow();
    }
  }

  /**
   * @param delay the time until there is room: for the cost if nothing was taken, otherwise for one
   *     unit
   * @param reset the time until the limit is as if it had never been used
   */
  public record State(long remaining, Duration delay, Duration reset) {}

  /** Takes as many units as there is room for, between {@code cost} and {@code most}, or none. */
  public Taken take(Server server, Pair pair, List<Limit> limits, long cost, long most) {
    List<String> keys = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    arguments.add(Long.toString(cost));
    arguments.add(Long.toString(most));
    arguments.add(name());
    for (Limit limit : limits) {
      keys.add(key(pair, limit));
      arguments.add(limit.algorithm().name());
      arguments.add(Long.toString(limit.amount()));
      arguments.add(Long.toString(limit.period().toSeconds() * 1_000_000));
      arguments.add(Long.toString(limit.burst()));
    }
    return taken((List<?>) server.run(script, keys, arguments));
  }

  /** The key of a limit's count. */
  protected String key(Pair pair, Limit limit) {
    return pair.key(limit);
  }

  /** A name for a call that no other call of any gateway has. */
  protected String name() {
    return process + ":" + calls.incrementAndGet();
  }

  private static Taken taken(List<?> answer) {
    List<State> states = new ArrayList<>();
    for (int i = 1; i < answer.size(); i += 3) {
      states.add(new State((Long) answer.get(i), time(answer.get(i + 1)), time(answer.get(i + 2))));
    }
    return new Taken((Long) answer.get(0), states);
  }

  private static Duration time(Object micros) {
    return Duration.of((Long) micros, ChronoUnit.MICROS);
  }
}
