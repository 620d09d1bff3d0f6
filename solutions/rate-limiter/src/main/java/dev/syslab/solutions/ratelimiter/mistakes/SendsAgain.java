package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.solutions.ratelimiter.Counts.Taken;
import dev.syslab.solutions.ratelimiter.Pair;
import dev.syslab.solutions.ratelimiter.Server;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;
import redis.clients.jedis.exceptions.JedisConnectionException;

@Mistake(
    stage = 7,
    summary = "resends a command that timed out over another connection",
    killedBy = "what_may_have_been_counted_is_not_sent_again",
    hint = "sent-is-sent")
public final class SendsAgain extends SharedLimiter {
  private final Server spare;

  public SendsAgain(Environment env) {
    super(env);
    spare = new Server(env.redis());
    spare.client().ping();
  }

  @Override
  protected Taken take(Pair pair, List<Limit> limits, long cost, long most) {
    try {
      return super.take(pair, limits, cost, most);
    } catch (JedisConnectionException late) {
      return counts.take(spare, pair, limits, cost, most);
    }
  }
}
