package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.HttpGateway;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import io.javalin.http.Context;

@Mistake(
    stage = 4,
    summary = "forwards only the path",
    killedBy = "upstream_hears_what_is_admitted_and_nothing_else",
    hint = "decide-then-forward")
public final class DropsTheQuery extends SharedLimiter {
  public DropsTheQuery(Environment env) {
    super(env);
  }

  @Override
  protected HttpGateway gateway() {
    return new HttpGateway(this::rule, settings) {
      @Override
      protected String target(Context exchange) {
        return exchange.path();
      }
    };
  }
}
