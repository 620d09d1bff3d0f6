package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.solutions.ratelimiter.Counts.Taken;
import dev.syslab.solutions.ratelimiter.Pair;
import dev.syslab.solutions.ratelimiter.Server;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;
import redis.clients.jedis.exceptions.JedisException;

@Mistake(
    stage = 8,
    summary = "when a server is down, the next one counts for its clients",
    killedBy = "a_server_that_is_away_harms_its_own_clients_only",
    hint = "only-its-own")
public final class MovesToTheNext extends SharedLimiter {
  public MovesToTheNext(Environment env) {
    super(env);
  }

  @Override
  protected Taken take(Pair pair, List<Limit> limits, long cost, long most) {
    try {
      return super.take(pair, limits, cost, most);
    } catch (JedisException away) {
      List<Server> all = servers.all();
      Server next = all.get((all.indexOf(servers.of(pair)) + 1) % all.size());
      return counts.take(next, pair, limits, cost, most);
    }
  }
}
