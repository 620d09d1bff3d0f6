package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 5,
    summary = "each limit counts as soon as it has room, before the next one is checked",
    killedBy = "a_denial_consumes_nothing_of_the_other_limits",
    hint = "check-all-then-count")
public final class CountsInOrder extends SharedLimiter {
  public CountsInOrder(Environment env) {
    super(env);
  }

  @Override
  protected String take() {
    return super.take()
        .replace(
            "limits[i] = limit",
            "limits[i] = limit if room >= cost and limit.room() >= cost then limit.add(cost) end")
        .replace("for i = 1, #limits do limits[i].add(taken) end", "");
  }
}
