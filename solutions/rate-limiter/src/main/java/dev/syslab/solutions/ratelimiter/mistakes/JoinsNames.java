package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.solutions.ratelimiter.Counts.Taken;
import dev.syslab.solutions.ratelimiter.Pair;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 1,
    summary = "joins route and client with a colon, which may occur in both",
    killedBy = "names_do_not_run_together",
    hint = "names-apart")
public final class JoinsNames extends SharedLimiter {
  public JoinsNames(Environment env) {
    super(env);
  }

  @Override
  protected Taken take(Pair pair, List<Limit> limits, long cost, long most) {
    String joined = pair.route() + ":" + pair.client();
    return super.take(new Pair("", joined), limits, cost, most);
  }
}
