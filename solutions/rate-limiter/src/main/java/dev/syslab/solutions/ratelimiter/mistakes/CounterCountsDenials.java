package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "the counter counts denied calls as well",
    killedBy = "the_counter_weighs_the_window_before",
    hint = "weigh-the-window-before")
public final class CounterCountsDenials extends SharedLimiter {
  public CounterCountsDenials(Environment env) {
    super(env);
  }

  @Override
  protected String take() {
    return super.take()
        .replace(
            "local answer =",
            "for i = 1, #limits do "
                + "if taken == 0 and ARGV[4 * i] == 'SLIDING_COUNTER' then limits[i].add(cost) end "
                + "end local answer =");
  }
}
