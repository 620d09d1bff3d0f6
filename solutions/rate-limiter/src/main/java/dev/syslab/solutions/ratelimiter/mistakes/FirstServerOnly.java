package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Servers;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 8,
    summary = "keeps all counts on the first server",
    killedBy = "clients_are_spread_over_all_servers",
    hint = "same-server-for-all")
public final class FirstServerOnly extends SharedLimiter {
  public FirstServerOnly(Environment env) {
    super(env);
  }

  @Override
  protected Servers servers(Environment env) {
    return new Servers(env.redisServers()) {
      @Override
      protected int place(String name, int servers) {
        return 0;
      }
    };
  }
}
