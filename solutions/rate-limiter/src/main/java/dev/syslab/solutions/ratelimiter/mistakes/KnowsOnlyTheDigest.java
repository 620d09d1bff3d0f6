package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Script;
import dev.syslab.solutions.ratelimiter.Server;
import dev.syslab.solutions.ratelimiter.Servers;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

@Mistake(
    stage = 7,
    summary = "loads a script at the first call, and uses only its digest from then on",
    killedBy = "a_redis_that_has_lost_its_scripts_counts",
    hint = "lost-scripts")
public final class KnowsOnlyTheDigest extends SharedLimiter {
  public KnowsOnlyTheDigest(Environment env) {
    super(env);
  }

  @Override
  protected Servers servers(Environment env) {
    return new Servers(env.redisServers()) {
      @Override
      protected Server connect(URI address) {
        return new Server(address) {
          private final Set<Script> loaded = ConcurrentHashMap.newKeySet();

          @Override
          public Object run(Script script, List<String> keys, List<String> arguments) {
            if (loaded.add(script)) {
              client().scriptLoad(script.text());
            }
            return client().evalsha(script.digest(), keys, arguments);
          }
        };
      }
    };
  }
}
