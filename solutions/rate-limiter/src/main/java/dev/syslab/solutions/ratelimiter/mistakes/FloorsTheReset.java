package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Decision;
import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.solutions.ratelimiter.HttpGateway;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import io.javalin.http.Context;
import java.util.List;

@Mistake(
    stage = 4,
    summary = "rounds t of an admitted request down",
    killedBy = "a_client_that_obeys_retry_after_is_admitted",
    hint = "retry-after")
public final class FloorsTheReset extends SharedLimiter {
  public FloorsTheReset(Environment env) {
    super(env);
  }

  @Override
  protected HttpGateway gateway() {
    return new HttpGateway(this::rule, settings) {
      @Override
      protected void fields(Context exchange, Decision decision, List<Limit> limits) {
        super.fields(exchange, decision, limits);
        if (decision.allowed()) {
          exchange.header(
              "RateLimit",
              "\"%s\";r=%d;t=%d"
                  .formatted(
                      decision.policy(), decision.remaining(), decision.resetAfter().toSeconds()));
        }
      }
    };
  }
}
