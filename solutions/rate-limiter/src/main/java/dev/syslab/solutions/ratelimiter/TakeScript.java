package dev.syslab.solutions.ratelimiter;

/**
 * The script that takes units from all of a route's limits, or from none.
 *
 * <p>KEYS: one per limit. ARGV: cost, most, a name that no other call has; then for each limit its
 * algorithm, its amount, its period in microseconds and its burst. The script takes as many units
 * as all limits have room for, between {@code cost} and {@code most}. It returns how many it took,
 * then for each limit: what remains, and in microseconds how long until there is room (for the cost
 * if nothing was taken, otherwise for one unit) and how long until the limit is as if it had never
 * been used.
 */
public final class TakeScript {
  /**
   * What all limits use. Times are the server's; differences between times are small enough to be
   * exact in a double.
   */
  public static final String START =
      """
      local time = redis.call('TIME')
      local now = time[1] * 1000000 + time[2]
      local cost, most, name = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3]
      local TINY = 1e-6
      local A_SECOND = 1000

      local function stay(key, micros)
        redis.call('PEXPIRE', key, math.ceil(micros / 1000) + A_SECOND)
      end

      local function numbers(key, ...)
        local read = redis.call('HMGET', key, ...)
        for i = 1, #read do read[i] = tonumber(read[i]) end
        return read[1], read[2], read[3]
      end

      local function exact(number) return string.format('%.17g', number) end

      local LIMITS = {}
      """;

  /** Checks all limits, and takes from all or from none. */
  public static final String TAKE =
      """
      local limits = {}
      local room = most
      for i = 1, #KEYS do
        local at = 4 * i
        local limit =
          LIMITS[ARGV[at]](KEYS[i], tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2]), tonumber(ARGV[at + 3]))
        limits[i] = limit
        room = math.min(room, math.floor(limit.room() + TINY))
      end
      local taken = 0
      if room >= cost then
        taken = room
        for i = 1, #limits do limits[i].add(taken) end
      end
      local answer = { taken }
      for i = 1, #limits do
        local limit = limits[i]
        answer[#answer + 1] = math.max(0, math.floor(limit.room() + TINY))
        answer[#answer + 1] = math.ceil(limit.wait(taken > 0 and 1 or cost))
        answer[#answer + 1] = math.ceil(limit.reset())
      end
      return answer
      """;

  private TakeScript() {}

  /** The script with these algorithms, from {@link LimitScripts}. */
  public static Script of(String take, String... algorithms) {
    return Script.of(START + String.join("", algorithms) + take);
  }
}
