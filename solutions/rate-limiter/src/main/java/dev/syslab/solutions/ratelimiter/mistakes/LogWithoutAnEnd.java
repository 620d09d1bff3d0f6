package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.LimitScripts;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "ignores entries that are too old, but never removes them",
    killedBy = "what_is_noted_is_bounded_and_expires",
    hint = "a-log-has-an-end")
public final class LogWithoutAnEnd extends SharedLimiter {
  public LogWithoutAnEnd(Environment env) {
    super(env);
  }

  @Override
  protected String slidingLog() {
    return LimitScripts.SLIDING_LOG
        .replace("redis.call('ZREMRANGEBYSCORE', key, '-inf', exact(now - period))", "")
        .replace(
            "redis.call('ZCARD', key)",
            "redis.call('ZCOUNT', key, '(' .. exact(now - period), '+inf')")
        .replace("since(count - 1)", "since(-1)");
  }
}
