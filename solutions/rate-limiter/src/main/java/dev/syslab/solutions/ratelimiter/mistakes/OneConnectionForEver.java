package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Script;
import dev.syslab.solutions.ratelimiter.Server;
import dev.syslab.solutions.ratelimiter.Servers;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.net.URI;
import java.util.List;
import redis.clients.jedis.Jedis;

@Mistake(
    stage = 7,
    summary = "opens one connection at the first call, and never another",
    killedBy = "a_redis_that_was_restarted_counts",
    hint = "old-connections")
public final class OneConnectionForEver extends SharedLimiter {
  public OneConnectionForEver(Environment env) {
    super(env);
  }

  @Override
  protected Servers servers(Environment env) {
    return new Servers(env.redisServers()) {
      @Override
      protected Server connect(URI address) {
        return new Server(address) {
          private Jedis only;

          @Override
          public synchronized Object run(Script script, List<String> keys, List<String> arguments) {
            if (only == null) {
              only = new Jedis(client().getPool().getResource());
            }
            return only.eval(script.text(), keys, arguments);
          }
        };
      }
    };
  }
}
