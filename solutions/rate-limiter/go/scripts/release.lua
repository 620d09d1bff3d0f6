-- Slots of a pair: a sorted set of ids, each with the time in milliseconds at which it ends. KEYS: the set.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
-- ARGV: the id. Answers 1 if the slot was still held.
return redis.call('ZREM', KEYS[1], ARGV[1])
