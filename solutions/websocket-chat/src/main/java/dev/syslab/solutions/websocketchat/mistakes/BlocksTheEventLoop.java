package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Cluster;
import dev.syslab.labs.websocketchat.Settings;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.RedisCalls;
import dev.syslab.solutions.websocketchat.SharedConnection;
import dev.syslab.solutions.websocketchat.SharedLog;
import dev.syslab.solutions.websocketchat.SharedRooms;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.concurrent.Executor;
import java.util.function.Function;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

@Mistake(
    stage = 6,
    summary = "waits for Redis on the event loop",
    killedBy = "while_redis_is_silent_pings_are_answered_and_requests_are_refused",
    hint = "nobody-waits-for-redis")
public final class BlocksTheEventLoop extends ChatNode {
  public BlocksTheEventLoop(Environment env) {
    super(env);
  }

  @Override
  protected SharedConnection connection(
      String user, SharedRooms rooms, Settings settings, Executor lane) {
    return new SharedConnection(user, rooms, settings, Runnable::run);
  }

  /** With the timeouts that Jedis has by default. */
  @Override
  protected SharedLog log(Cluster cluster) {
    RedisClient usual = owned(RedisClient.create(env.redis()));
    return new SharedLog(
        new RedisCalls(env.redis()) {
          @Override
          public <T> T call(Function<UnifiedJedis, T> call) {
            return call.apply(usual);
          }
        },
        cluster);
  }
}
