package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.HttpGateway;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import io.javalin.http.Context;
import java.net.http.HttpClient;

@Mistake(
    stage = 4,
    summary = "forwards the request while it is still being decided",
    killedBy = "upstream_hears_what_is_admitted_and_nothing_else",
    hint = "decide-then-forward")
public final class ForwardsFirst extends SharedLimiter {
  public ForwardsFirst(Environment env) {
    super(env);
  }

  @Override
  protected HttpGateway gateway() {
    return new HttpGateway(this::rule, settings) {
      @Override
      protected void serve(Context exchange, HttpClient client, String upstream) {
        forward(exchange, client, upstream);
        super.serve(exchange, client, upstream);
      }
    };
  }
}
