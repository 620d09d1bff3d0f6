package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.HttpGateway;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import io.javalin.http.Context;

@Mistake(
    stage = 4,
    summary = "all clients that do not identify themselves share one name",
    killedBy = "what_is_not_forwarded_is_a_problem",
    hint = "problem-details")
public final class ServesTheNameless extends SharedLimiter {
  public ServesTheNameless(Environment env) {
    super(env);
  }

  @Override
  protected HttpGateway gateway() {
    return new HttpGateway(this::rule, settings) {
      @Override
      protected String name(Context exchange) {
        String name = super.name(exchange);
        return name.isEmpty() ? "anonymous" : name;
      }
    };
  }
}
