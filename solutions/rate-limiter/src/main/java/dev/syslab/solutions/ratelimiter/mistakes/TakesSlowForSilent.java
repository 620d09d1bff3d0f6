package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Server;
import dev.syslab.solutions.ratelimiter.Servers;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.net.URI;
import java.time.Duration;

@Mistake(
    stage = 7,
    summary = "gives Redis only 150 ms to answer",
    killedBy = "a_slow_redis_still_counts",
    hint = "slow-is-not-silent")
public final class TakesSlowForSilent extends SharedLimiter {
  public TakesSlowForSilent(Environment env) {
    super(env);
  }

  @Override
  protected Servers servers(Environment env) {
    return new Servers(env.redisServers()) {
      @Override
      protected Server connect(URI address) {
        return new Server(address, Duration.ofMillis(150), 64, Duration.ofMillis(150)) {};
      }
    };
  }
}
