package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Server;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Slots;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import redis.clients.jedis.exceptions.JedisException;

@Mistake(
    stage = 7,
    summary = "renews slots in a scheduled task, which stops at its first exception",
    killedBy = "after_the_silence_redis_counts_again",
    hint = "come-back")
public final class RenewsUntilItFails extends SharedLimiter {
  public RenewsUntilItFails(Environment env) {
    super(env);
  }

  @Override
  protected Slots slots() {
    return new Slots(servers) {
      private volatile boolean ended;

      @Override
      public void renew(Server server) {
        if (!ended) {
          super.renew(server);
        }
      }

      @Override
      protected void notRenewed(JedisException away) {
        ended = true;
      }
    };
  }
}
