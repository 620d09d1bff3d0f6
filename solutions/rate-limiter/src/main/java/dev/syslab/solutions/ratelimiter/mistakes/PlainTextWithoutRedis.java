package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.HttpGateway;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import io.javalin.http.Context;
import java.util.Map;

@Mistake(
    stage = 7,
    summary = "a 503 is a line of plain text",
    killedBy = "http_tells_a_degraded_denial_from_a_full_quota",
    hint = "http-without-redis")
public final class PlainTextWithoutRedis extends SharedLimiter {
  public PlainTextWithoutRedis(Environment env) {
    super(env);
  }

  @Override
  protected HttpGateway gateway() {
    return new HttpGateway(this::rule, settings) {
      @Override
      protected void problem(
          Context exchange, int status, String type, String title, Map<String, ?> more) {
        super.problem(exchange, status, type, title, more);
        if (status == 503) {
          exchange.contentType("text/plain").result(title);
        }
      }
    };
  }
}
