package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.exceptions.JedisException;

@Mistake(
    stage = 4,
    summary =
        "announces a new configuration once: a gateway that is disconnected then never learns "
            + "of it",
    killedBy = "a_new_limit_reaches_every_gateway",
    hint = "follow-the-configuration")
public final class HearsAnnouncements extends SharedLimiter {
  public HearsAnnouncements(Environment env) {
    super(env);
  }

  private static final String CHANNEL = "configuration-changed";

  {
    Thread listener = new Thread(this::hear, "announcements");
    listener.setDaemon(true);
    listener.start();
  }

  private void hear() {
    while (true) {
      try {
        servers
            .first()
            .client()
            .subscribe(
                new JedisPubSub() {
                  @Override
                  public void onMessage(String channel, String message) {
                    settings.lookIfThere();
                  }
                },
                CHANNEL);
      } catch (JedisException broken) {
        LockSupport.parkNanos(50_000_000);
      }
    }
  }

  @Override
  public void configure(String document) {
    super.configure(document);
    servers.first().client().publish(CHANNEL, "");
  }

  @Override
  protected void follow() {}
}
