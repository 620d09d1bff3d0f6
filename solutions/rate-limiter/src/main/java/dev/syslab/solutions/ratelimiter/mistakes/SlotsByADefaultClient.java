package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Pair;
import dev.syslab.solutions.ratelimiter.Script;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Slots;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;
import redis.clients.jedis.RedisClient;

@Mistake(
    stage = 7,
    summary = "slots use a separate client, with the library's default timeouts and pool",
    killedBy = "many_callers_wait_no_longer_than_one",
    hint = "many-at-once")
public final class SlotsByADefaultClient extends SharedLimiter {
  public SlotsByADefaultClient(Environment env) {
    super(env);
  }

  @Override
  protected Slots slots() {
    return new Slots(servers) {
      private final RedisClient redis =
          RedisClient.create(Environment.ofProcess().redis().toString());

      @Override
      protected boolean run(Script script, Pair pair, String... arguments) {
        List<String> keys = List.of("slots:" + pair.text());
        return Long.valueOf(1).equals(redis.eval(script.text(), keys, List.of(arguments)));
      }
    };
  }
}
