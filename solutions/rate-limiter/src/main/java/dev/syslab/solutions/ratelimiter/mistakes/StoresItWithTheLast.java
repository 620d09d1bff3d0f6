package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Server;
import dev.syslab.solutions.ratelimiter.Settings;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 8,
    summary = "stores the configuration in the last Redis server instead of the first",
    killedBy = "clients_are_spread_over_all_servers",
    hint = "same-server-for-all")
public final class StoresItWithTheLast extends SharedLimiter {
  public StoresItWithTheLast(Environment env) {
    super(env);
  }

  @Override
  protected Settings settings(Server server) {
    return new Settings(servers.all().get(servers.all().size() - 1));
  }
}
