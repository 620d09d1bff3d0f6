package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.solutions.ratelimiter.Counts.Taken;
import dev.syslab.solutions.ratelimiter.Pair;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

@Mistake(
    stage = 8,
    summary = "hands out units at once, and counts them every five seconds",
    killedBy = "what_is_admitted_beyond_the_limit_is_bounded",
    hint = "count-before-you-give")
public final class CountsLater extends SharedLimiter {
  public CountsLater(Environment env) {
    super(env);
  }

  private static final Executor LATER = CompletableFuture.delayedExecutor(5, TimeUnit.SECONDS);

  private volatile boolean full;

  @Override
  protected Taken take(Pair pair, List<Limit> limits, long cost, long most) {
    if (most == cost) {
      return super.take(pair, limits, cost, most);
    }
    CompletableFuture.runAsync(
        () -> full = super.take(pair, limits, most, most).units() == 0, LATER);
    return full
        ? super.take(pair, limits, cost, most)
        : new Taken(most, super.take(pair, limits, limits.get(0).capacity(), 1).states());
  }
}
