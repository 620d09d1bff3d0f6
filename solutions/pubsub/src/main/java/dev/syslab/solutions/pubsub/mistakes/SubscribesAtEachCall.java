package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.solutions.pubsub.Broadcasts;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.Repeated;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import redis.clients.jedis.UnifiedJedis;

@Mistake(
    stage = 1,
    summary = "adds a subscription each time that listen is called, and hears everything twice",
    killedBy = "a_broadcast_reaches_those_who_listen_and_is_kept_for_nobody",
    hint = "pub-sub")
public final class SubscribesAtEachCall extends OnceUploads {

  public SubscribesAtEachCall(Environment env) {
    super(env);
  }

  @Override
  protected Broadcasts broadcasts(UnifiedJedis client, int database) {
    return new Broadcasts(client, database) {
      @Override
      protected void begin() {
        owns(Repeated.start("listener", this::subscribe));
      }
    };
  }
}
