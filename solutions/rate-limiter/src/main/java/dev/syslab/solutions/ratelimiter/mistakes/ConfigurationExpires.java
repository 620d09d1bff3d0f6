package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Server;
import dev.syslab.solutions.ratelimiter.Settings;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 1,
    summary = "the configuration has a time to live of an hour",
    killedBy = "a_gateway_that_starts_later_knows_the_configuration",
    hint = "kept-for-all")
public final class ConfigurationExpires extends SharedLimiter {
  public ConfigurationExpires(Environment env) {
    super(env);
  }

  @Override
  protected Settings settings(Server server) {
    return new Settings(server) {
      @Override
      public void change(String document) {
        super.change(document);
        server.client().expire("configuration", 3_600);
      }
    };
  }
}
