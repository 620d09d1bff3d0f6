package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.solutions.pubsub.Broadcasts;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import redis.clients.jedis.UnifiedJedis;

@Mistake(
    stage = 1,
    summary = "the listener's thread ends with its connection, and nothing starts another",
    killedBy = "a_listener_hears_again_after_its_connection_was_lost",
    hint = "listener-connection")
public final class ListensUntilTheFirstError extends OnceUploads {
  public ListensUntilTheFirstError(Environment env) {
    super(env);
  }

  @Override
  protected Broadcasts broadcasts(UnifiedJedis client, int database) {
    return new Broadcasts(client, database) {
      private boolean subscribedBefore;

      @Override
      protected void subscribe() throws InterruptedException {
        if (subscribedBefore) {
          Thread.currentThread().join();
        }
        subscribedBefore = true;
        super.subscribe();
      }
    };
  }
}
