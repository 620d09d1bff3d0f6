package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.UnavailableException;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.RedisServer;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.function.Supplier;

@Mistake(
    stage = 5,
    summary = "treats a Redis that failed once as gone for good",
    killedBy = "what_was_added_is_there_after_redis_has_died",
    hint = "connect-again")
public final class NeverTriesAgain extends Filters {
  public NeverTriesAgain(Environment env) {
    super(env);
  }

  @Override
  protected RedisServer redis(Environment env) {
    return new RedisServer(env.redis()) {
      private volatile UnavailableException gone;

      @Override
      public <T> T ask(Supplier<T> question) {
        if (gone != null) {
          throw gone;
        }
        try {
          return super.ask(question);
        } catch (UnavailableException e) {
          gone = e;
          throw e;
        }
      }
    };
  }
}
