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
    summary = "a pool of eight connections, for which callers wait without a bound",
    killedBy = "many_callers_wait_no_longer_than_one",
    hint = "many-at-once")
public final class UsualPool extends SharedLimiter {
  public UsualPool(Environment env) {
    super(env);
  }

  @Override
  protected Servers servers(Environment env) {
    return new Servers(env.redisServers()) {
      @Override
      protected Server connect(URI address) {
        return new Server(address, Duration.ofMillis(600), 8, Duration.ofSeconds(20)) {};
      }
    };
  }
}
