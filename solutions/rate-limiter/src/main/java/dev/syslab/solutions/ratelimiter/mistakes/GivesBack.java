package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.solutions.ratelimiter.Counts;
import dev.syslab.solutions.ratelimiter.Counts.State;
import dev.syslab.solutions.ratelimiter.Counts.Taken;
import dev.syslab.solutions.ratelimiter.Pair;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.TakeScript;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.ArrayList;
import java.util.List;

@Mistake(
    stage = 5,
    summary = "each limit counts separately, and refunds when another one denies",
    killedBy = "a_gateway_that_dies_in_a_denial_has_counted_nothing",
    hint = "one-step-for-all")
public final class GivesBack extends SharedLimiter {
  public GivesBack(Environment env) {
    super(env);
  }

  private final Counts givingBack =
      new Counts(
          TakeScript.of(
              super.take()
                  .replace("if room >= cost then", "if true then")
                  .replace("taken = room", "taken = -cost"),
              fixedWindow(),
              slidingCounter(),
              "function LIMITS.SLIDING_LOG(key) local limit = {} "
                  + "function limit.room() return 0 end "
                  + "function limit.add(units) redis.call('ZPOPMAX', key, -units) end "
                  + "function limit.wait() return 0 end "
                  + "function limit.reset() return 0 end return limit end ",
              tokenBucket()));

  @Override
  protected Taken take(Pair pair, List<Limit> limits, long cost, long most) {
    List<State> states = new ArrayList<>();
    boolean fits = true;
    int counted = 0;
    for (Limit limit : limits) {
      Taken taken = super.take(pair, List.of(limit), cost, cost);
      states.addAll(taken.states());
      fits = fits && taken.units() > 0;
      counted += fits ? 1 : 0;
    }
    for (Limit limit : fits ? List.<Limit>of() : limits.subList(0, counted)) {
      givingBack.take(servers.of(pair), pair, List.of(limit), cost, cost);
    }
    return new Taken(fits ? cost : 0, states);
  }
}
