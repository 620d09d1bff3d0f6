package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.solutions.ratelimiter.Counts.Taken;
import dev.syslab.solutions.ratelimiter.Pair;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;
import java.util.UUID;

@Mistake(
    stage = 1,
    summary = "each gateway counts on its own",
    killedBy = "gateways_share_one_window",
    hint = "one-count")
public final class CountsPerProcess extends SharedLimiter {
  public CountsPerProcess(Environment env) {
    super(env);
  }

  private final String process = UUID.randomUUID().toString();

  @Override
  protected Taken take(Pair pair, List<Limit> limits, long cost, long most) {
    return super.take(new Pair(process + pair.route(), pair.client()), limits, cost, most);
  }
}
