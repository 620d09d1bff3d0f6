package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Decision;
import dev.syslab.solutions.ratelimiter.HttpGateway;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 4,
    summary = "Retry-After is the time until the limit is as if never used",
    killedBy = "each_answer_says_what_the_limit_is_and_what_is_left",
    hint = "policy-and-remaining")
public final class RetryAfterTheReset extends SharedLimiter {
  public RetryAfterTheReset(Environment env) {
    super(env);
  }

  @Override
  protected HttpGateway gateway() {
    return new HttpGateway(this::rule, settings) {
      @Override
      protected long retryAfter(Decision decision) {
        return Math.max(1, decision.resetAfter().plusMillis(999).toSeconds());
      }
    };
  }
}
