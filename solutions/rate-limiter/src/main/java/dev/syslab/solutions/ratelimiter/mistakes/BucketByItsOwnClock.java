package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 3,
    summary = "fills the bucket by the gateways' own clocks",
    killedBy = "any_time_is_bounded_over_gateways_with_wrong_clocks",
    hint = "one-clock")
public final class BucketByItsOwnClock extends OwnClock {
  public BucketByItsOwnClock(Environment env) {
    super(env);
  }
}
