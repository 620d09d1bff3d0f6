package dev.syslab.solutions.ratelimiter;

/**
 * How each algorithm counts: a Lua function that reads a key and returns what {@link TakeScript}
 * needs: how much room there is, a function that adds units, how long until there is room for a
 * given cost, and how long until the limit is as if it had never been used.
 */
public final class LimitScripts {
  /**
   * A count, and the beginning of the window that it belongs to. Because it stores the beginning
   * instead of the window's number, the count survives a change of the period.
   */
  public static final String FIXED_WINDOW =
      """
      function LIMITS.FIXED_WINDOW(key, amount, period)
        local start = now - now % period
        local stored, count = numbers(key, 'start', 'count')
        if not stored or stored < start then count = 0 end
        local limit = {}
        function limit.room() return amount - count end
        function limit.add(units)
          count = count + units
          redis.call('HSET', key, 'start', exact(start), 'count', exact(count))
          stay(key, start + period - now)
        end
        function limit.wait(units) return count + units <= amount and 0 or start + period - now end
        function limit.reset() return count > 0 and start + period - now or 0 end
        return limit
      end
      """;

  /** The counts of the current window and the previous one. */
  public static final String SLIDING_COUNTER =
      """
      function LIMITS.SLIDING_COUNTER(key, amount, period)
        local start = now - now % period
        local stored, count, before = numbers(key, 'start', 'count', 'before')
        if not stored or stored < start - period then
          count, before = 0, 0
        elseif stored < start then
          count, before = 0, count
        end
        local passed = (now - start) / period
        local limit = {}
        function limit.room() return amount - count - before * (1 - passed) end
        function limit.add(units)
          count = count + units
          redis.call('HSET', key, 'start', exact(start), 'count', exact(count), 'before', exact(before))
          stay(key, start + 2 * period - now)
        end
        function limit.wait(units)
          if limit.room() + TINY >= units then return 0 end
          if count + units <= amount then
            -- Within this window, when enough of the one before is out of sight.
            return start + (1 - (amount - count - units) / before) * period - now
          end
          -- In the next window, in which this one is the one before.
          return start + period + math.max(0, 1 - (amount - units) / count) * period - now
        end
        function limit.reset()
          if count > 0 then return start + 2 * period - now end
          return before > 0 and start + period - now or 0
        end
        return limit
      end
      """;

  /** One entry per unit, with the time at which it was taken. */
  public static final String SLIDING_LOG =
      """
      function LIMITS.SLIDING_LOG(key, amount, period)
        redis.call('ZREMRANGEBYSCORE', key, '-inf', exact(now - period))
        local count = redis.call('ZCARD', key)
        local function since(index)
          local found = redis.call('ZRANGE', key, index, index, 'WITHSCORES')[2]
          return found and found + period - now or 0
        end
        local limit = {}
        function limit.room() return amount - count end
        function limit.add(units)
          for first = 1, units, 1000 do
            local entries = {}
            for i = first, math.min(units, first + 999) do
              entries[#entries + 1] = exact(now)
              entries[#entries + 1] = name .. ':' .. i
            end
            redis.call('ZADD', key, unpack(entries))
          end
          count = count + units
          stay(key, period)
        end
        function limit.wait(units)
          local over = count + units - amount
          return over <= 0 and 0 or since(over - 1)
        end
        function limit.reset() return count > 0 and since(count - 1) or 0 end
        return limit
      end
      """;

  /** How much is used, and as of when. A bucket starts full, that is, with nothing used. */
  public static final String TOKEN_BUCKET =
      """
      function LIMITS.TOKEN_BUCKET(key, amount, period, burst)
        local stored, used = numbers(key, 'at', 'used')
        used = stored and math.max(0, used - math.max(0, now - stored) * amount / period) or 0
        local limit = {}
        function limit.room() return burst - used end
        function limit.add(units)
          used = used + units
          redis.call('HSET', key, 'at', exact(now), 'used', exact(used))
          stay(key, used * period / amount)
        end
        function limit.wait(units) return math.max(0, used + units - burst - TINY) * period / amount end
        function limit.reset() return used * period / amount end
        return limit
      end
      """;

  private LimitScripts() {}
}
