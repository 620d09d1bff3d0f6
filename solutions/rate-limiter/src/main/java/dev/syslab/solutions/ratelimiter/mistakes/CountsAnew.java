package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.solutions.ratelimiter.Counts.Taken;
import dev.syslab.solutions.ratelimiter.Pair;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 4,
    summary = "a changed limit has a new key, and starts from zero",
    killedBy = "a_new_limit_reaches_every_gateway",
    hint = "follow-the-configuration")
public final class CountsAnew extends SharedLimiter {
  public CountsAnew(Environment env) {
    super(env);
  }

  @Override
  protected Taken take(Pair pair, List<Limit> limits, long cost, long most) {
    Pair ofTheseLimits = new Pair(pair.route() + "#" + limits.get(0).amount(), pair.client());
    return super.take(ofTheseLimits, limits, cost, most);
  }
}
