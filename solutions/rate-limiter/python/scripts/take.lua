-- Takes units from all of a route's limits, or from none. KEYS: one for each limit. ARGV: cost, most, a name that no other call
-- has; then for each limit its algorithm, its amount, its period in microseconds and its burst. Takes as many units as all limits
-- have room for, between cost and most; answers how many it took, then for each limit: what remains, and in microseconds
-- how long until there is room (for the cost if nothing was taken, otherwise for one unit) and until it is as if never used.
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
