package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 5,
    summary = "checks all limits, but counts only in the first",
    killedBy = "all_limits_count_what_is_admitted",
    hint = "check-all-then-count")
public final class CountsTheFirst extends SharedLimiter {
  public CountsTheFirst(Environment env) {
    super(env);
  }

  @Override
  protected String take() {
    return super.take()
        .replace("for i = 1, #limits do limits[i].add", "for i = 1, 1 do limits[i].add");
  }
}
