package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.HttpGateway;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import io.javalin.http.Context;
import java.net.http.HttpClient;
import java.util.Optional;

@Mistake(
    stage = 4,
    summary = "reads the upstream's body as text and encodes it again",
    killedBy = "upstream_hears_what_is_admitted_and_nothing_else",
    hint = "decide-then-forward")
public final class BodiesAsText extends SharedLimiter {
  public BodiesAsText(Environment env) {
    super(env);
  }

  @Override
  protected HttpGateway gateway() {
    return new HttpGateway(this::rule, settings) {
      @Override
      protected void forward(Context exchange, HttpClient client, String upstream) {
        super.forward(exchange, client, upstream);
        // The body after a round trip through text.
        exchange.result(Optional.ofNullable(exchange.result()).orElse(""));
      }
    };
  }
}
