package dev.syslab.solutions.ratelimiter.alternatives;

import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Alternative;
import dev.syslab.subject.Environment;

/**
 * The generic cell rate algorithm [1]: a bucket is a single number, the theoretical arrival time,
 * at which it would be full again. Each unit advances it by period / amount; a cost that would push
 * it more than one burst beyond now is denied. Windows are fields of one hash, each under its own
 * number, so no comparison is needed.
 *
 * <p>[1] ITU-T I.371, annex A; B. Leach, Rate limiting, cells, and GCRA, 2015.
 */
@Alternative(summary = "a bucket as a single number (GCRA), and windows keyed by their number")
public class GcraLimiter extends SharedLimiter {
  public GcraLimiter(Environment env) {
    super(env);
  }

  @Override
  protected String tokenBucket() {
    return """
        function LIMITS.TOKEN_BUCKET(key, amount, period, burst)
          local step = period / amount
          local full = tonumber(redis.call('GET', key) or now)
          -- What a time that lies so far ahead cannot hold exactly is less than a millionth of a unit.
          local ahead = math.max(0, full - now)
          local limit = {}
          function limit.room() return burst - ahead / step end
          function limit.add(units)
            ahead = ahead + units * step
            redis.call('SET', key, exact(now + ahead), 'PX', math.ceil(ahead / 1000) + A_SECOND)
          end
          function limit.wait(units) return math.max(0, ahead + (units - burst) * step) end
          function limit.reset() return ahead end
          return limit
        end
        """;
  }

  @Override
  protected String fixedWindow() {
    return """
        function LIMITS.FIXED_WINDOW(key, amount, period)
          local number = exact(math.floor(now / period)) .. '/' .. exact(period)
          local left = period - now % period
          local count = tonumber(redis.call('HGET', key, number) or 0)
          local limit = {}
          function limit.room() return amount - count end
          function limit.add(units)
            if count == 0 then redis.call('DEL', key) end
            count = redis.call('HINCRBY', key, number, units)
            stay(key, left)
          end
          function limit.wait(units) return count + units <= amount and 0 or left end
          function limit.reset() return count > 0 and left or 0 end
          return limit
        end
        """;
  }
}
