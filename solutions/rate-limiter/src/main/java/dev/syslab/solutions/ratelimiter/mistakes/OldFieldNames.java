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
    summary = "uses the field names from before the draft",
    killedBy = "each_answer_says_what_the_limit_is_and_what_is_left",
    hint = "policy-and-remaining")
public final class OldFieldNames extends SharedLimiter {
  public OldFieldNames(Environment env) {
    super(env);
  }

  @Override
  protected HttpGateway gateway() {
    return new HttpGateway(this::rule, settings) {
      @Override
      protected void fields(Context exchange, Decision decision, List<Limit> limits) {
        exchange.header("X-RateLimit-Limit", Long.toString(decision.limit()));
        exchange.header("X-RateLimit-Remaining", Long.toString(decision.remaining()));
      }
    };
  }
}
