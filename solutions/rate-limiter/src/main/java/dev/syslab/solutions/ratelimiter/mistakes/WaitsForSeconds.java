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
    summary = "the client's timeout is longer than a caller can wait",
    killedBy = "a_silent_redis_leaves_the_decision_to_the_route",
    hint = "declared-failure")
public final class WaitsForSeconds extends SharedLimiter {
  public WaitsForSeconds(Environment env) {
    super(env);
  }

  @Override
  protected Servers servers(Environment env) {
    return new Servers(env.redisServers()) {
      @Override
      protected Server connect(URI address) {
        return new Server(address, Duration.ofSeconds(4), 64, Duration.ofSeconds(4)) {};
      }
    };
  }
}
