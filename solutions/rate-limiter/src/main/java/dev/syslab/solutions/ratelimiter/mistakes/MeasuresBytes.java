package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.nio.charset.StandardCharsets;

@Mistake(
    stage = 1,
    summary = "bounds a client's name in bytes instead of characters",
    killedBy = "what_is_out_of_bounds_is_refused_and_counts_nothing",
    hint = "bounds-of-a-call")
public final class MeasuresBytes extends SharedLimiter {
  public MeasuresBytes(Environment env) {
    super(env);
  }

  @Override
  protected void check(String client) {
    super.check("x".repeat(client.getBytes(StandardCharsets.UTF_8).length));
  }
}
