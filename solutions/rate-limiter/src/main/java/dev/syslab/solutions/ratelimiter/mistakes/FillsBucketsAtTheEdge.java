package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 3,
    summary = "all tokens of a period arrive at once, at the edge of a window",
    killedBy = "around_an_edge_each_algorithm_admits_what_it_promises",
    hint = "tokens-come-evenly")
public final class FillsBucketsAtTheEdge extends SharedLimiter {
  public FillsBucketsAtTheEdge(Environment env) {
    super(env);
  }

  @Override
  protected String tokenBucket() {
    return super.tokenBucket()
        .replace(
            "math.max(0, now - stored) * amount / period",
            "(math.floor(now / period) - math.floor(stored / period)) * amount");
  }
}
