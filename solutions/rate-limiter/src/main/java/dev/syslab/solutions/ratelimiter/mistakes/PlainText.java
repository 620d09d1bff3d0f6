package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.HttpGateway;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import io.javalin.http.Context;
import java.util.Map;

@Mistake(
    stage = 4,
    summary = "an error is a line of plain text",
    killedBy = "what_is_not_forwarded_is_a_problem",
    hint = "problem-details")
public final class PlainText extends SharedLimiter {
  public PlainText(Environment env) {
    super(env);
  }

  @Override
  protected HttpGateway gateway() {
    return new HttpGateway(this::rule, settings) {
      @Override
      protected void problem(
          Context exchange, int status, String type, String title, Map<String, ?> more) {
        exchange.status(status).result(title);
      }
    };
  }
}
