package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 1,
    summary = "one key without a window, whose expiry every call postpones",
    killedBy = "a_client_that_keeps_asking_is_admitted_in_the_next_window",
    hint = "a-window-ends-by-itself")
public final class ExpiresOnEveryHit extends SharedLimiter {
  public ExpiresOnEveryHit(Environment env) {
    super(env);
  }

  @Override
  protected String fixedWindow() {
    return """
        function LIMITS.FIXED_WINDOW(key, amount, period)
          local count = tonumber(redis.call('GET', key) or 0)
          redis.call('PEXPIRE', key, period / 1000)
          local limit = {}
          function limit.room() return amount - count end
          function limit.add(units)
            count = count + units
            redis.call('SET', key, count, 'PX', period / 1000)
          end
          function limit.wait(units) return redis.call('PTTL', key) * 1000 end
          limit.reset = limit.wait
          return limit
        end
        """;
  }
}
