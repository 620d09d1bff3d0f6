package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Decision;
import dev.syslab.solutions.ratelimiter.HttpGateway;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 4,
    summary = "rounds Retry-After down",
    killedBy = "a_client_that_obeys_retry_after_is_admitted",
    hint = "retry-after")
public final class FlooredRetryAfterField extends SharedLimiter {
  public FlooredRetryAfterField(Environment env) {
    super(env);
  }

  @Override
  protected HttpGateway gateway() {
    return new HttpGateway(this::rule, settings) {
      @Override
      protected long retryAfter(Decision decision) {
        return decision.retryAfter().toSeconds();
      }
    };
  }
}
