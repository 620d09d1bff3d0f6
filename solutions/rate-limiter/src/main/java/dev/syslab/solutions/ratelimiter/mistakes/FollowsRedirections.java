package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.HttpGateway;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import io.javalin.http.Context;
import java.net.http.HttpClient;

@Mistake(
    stage = 4,
    summary = "follows the upstream's redirects instead of returning them",
    killedBy = "upstream_hears_what_is_admitted_and_nothing_else",
    hint = "decide-then-forward")
public final class FollowsRedirections extends SharedLimiter {
  public FollowsRedirections(Environment env) {
    super(env);
  }

  @Override
  protected HttpGateway gateway() {
    return new HttpGateway(this::rule, settings) {
      private final HttpClient following =
          HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

      @Override
      protected void forward(Context exchange, HttpClient client, String upstream) {
        super.forward(exchange, following, upstream);
      }
    };
  }
}
