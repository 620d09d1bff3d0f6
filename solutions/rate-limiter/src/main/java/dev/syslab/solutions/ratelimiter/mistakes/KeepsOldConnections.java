package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Server;
import dev.syslab.solutions.ratelimiter.Servers;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.net.URI;
import java.util.function.Supplier;

@Mistake(
    stage = 7,
    summary = "a connection that has ended is not tried anew",
    killedBy = "a_redis_that_was_restarted_counts",
    hint = "old-connections")
public final class KeepsOldConnections extends SharedLimiter {
  public KeepsOldConnections(Environment env) {
    super(env);
  }

  @Override
  protected Servers servers(Environment env) {
    return new Servers(env.redisServers()) {
      @Override
      protected Server connect(URI address) {
        return new Server(address) {
          @Override
          public <T> T ask(Supplier<T> command) {
            return command.get();
          }
        };
      }
    };
  }
}
