package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.HttpGateway;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import io.javalin.http.Context;
import java.util.Map;

@Mistake(
    stage = 4,
    summary = "a 502 carries no fields, although the request was counted",
    killedBy = "what_is_not_forwarded_is_a_problem",
    hint = "problem-details")
public final class NoFieldsWithoutUpstream extends SharedLimiter {
  public NoFieldsWithoutUpstream(Environment env) {
    super(env);
  }

  @Override
  protected HttpGateway gateway() {
    return new HttpGateway(this::rule, settings) {
      @Override
      protected void problem(
          Context exchange, int status, String type, String title, Map<String, ?> more) {
        if (status == 502) {
          exchange.res().setHeader("RateLimit", null);
          exchange.res().setHeader("RateLimit-Policy", null);
        }
        super.problem(exchange, status, type, title, more);
      }
    };
  }
}
