package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Servers;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.UUID;

@Mistake(
    stage = 8,
    summary = "the hash that maps a client to a server uses a seed of the process",
    killedBy = "a_gateway_that_starts_later_asks_the_same_servers",
    hint = "same-server-for-all")
public final class SeedOfItsOwn extends SharedLimiter {
  public SeedOfItsOwn(Environment env) {
    super(env);
  }

  private static final String SEED = UUID.randomUUID().toString();

  @Override
  protected Servers servers(Environment env) {
    return new Servers(env.redisServers()) {
      @Override
      protected int place(String name, int servers) {
        return super.place(SEED + name, servers);
      }
    };
  }
}
