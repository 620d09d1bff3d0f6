package dev.syslab.solutions.websocketchat;

/** What happens in Redis, each as one step: nobody sees half of it. */
final class Scripts {
  private static final String EPOCH =
      """
      local epoch = redis.call('HGET', KEYS[1], 'epoch')
      if not epoch then
        local time = redis.call('TIME')
        epoch = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
        redis.call('HSET', KEYS[1], 'epoch', epoch, 'offset', 0)
      end
      """;

  /** Keys: meta, log, ids. Arguments: the id with its user, kept, remembered, user, id, text. */
  static final String SAY =
      EPOCH
          + """
          local first = redis.call('ZSCORE', KEYS[3], ARGV[1])
          if first then
            return tonumber(first)
          end
          local offset = redis.call('HINCRBY', KEYS[1], 'offset', 1)
          redis.call('XADD', KEYS[2], 'MAXLEN', ARGV[2], epoch .. '-' .. offset,
            'user', ARGV[4], 'id', ARGV[5], 'text', ARGV[6])
          redis.call('ZADD', KEYS[3], offset, ARGV[1])
          redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', offset - ARGV[3])
          return offset
          """;

  /** Keys: meta, log. Arguments: the epoch and offset of who resumes, how many are shown. */
  static final String PAST =
      EPOCH
          + """
          local offset = tonumber(redis.call('HGET', KEYS[1], 'offset'))
          local count = tonumber(ARGV[3])
          if ARGV[1] == epoch then
            count = offset - ARGV[2]
          end
          local messages = {}
          if count > 0 then
            messages = redis.call('XREVRANGE', KEYS[2], '+', '-', 'COUNT', count)
          end
          return {epoch, offset, messages}
          """;

  /** Keys: who is present, nodes, changes. Arguments: node, lease in ms, room, its users here. */
  static final String PRESENT =
      """
      local time = redis.call('TIME')
      local now = time[1] * 1000 + math.floor(time[2] / 1000)
      redis.call('ZADD', KEYS[2], now + ARGV[2], ARGV[1])
      local here, changed = {}, false
      for i = 4, #ARGV do
        here[ARGV[i]] = true
        changed = redis.call('SADD', KEYS[1], ARGV[1] .. ' ' .. ARGV[i]) == 1 or changed
      end
      local users, seen = {}, {}
      for _, entry in ipairs(redis.call('SMEMBERS', KEYS[1])) do
        local node, user = entry:match('^(%S+) (.*)$')
        local alive = here[user]
        if node ~= ARGV[1] then
          alive = tonumber(redis.call('ZSCORE', KEYS[2], node) or 0) > now
        end
        if not alive then
          redis.call('SREM', KEYS[1], entry)
          changed = true
        elseif not seen[user] then
          seen[user] = true
          users[#users + 1] = user
        end
      end
      if changed then
        redis.call('XADD', KEYS[3], 'MAXLEN', '~', 1000, '*', 'room', ARGV[3], 'node', ARGV[1])
      end
      return users
      """;

  private Scripts() {}
}
