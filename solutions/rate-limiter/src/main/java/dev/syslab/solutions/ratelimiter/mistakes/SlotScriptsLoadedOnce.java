package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Pair;
import dev.syslab.solutions.ratelimiter.Script;
import dev.syslab.solutions.ratelimiter.Server;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Slots;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

@Mistake(
    stage = 7,
    summary = "loads the slots' scripts at their first use, and never again",
    killedBy = "a_redis_that_has_lost_its_scripts_counts",
    hint = "lost-scripts")
public final class SlotScriptsLoadedOnce extends SharedLimiter {
  public SlotScriptsLoadedOnce(Environment env) {
    super(env);
  }

  @Override
  protected Slots slots() {
    return new Slots(servers) {
      private final Set<String> loaded = ConcurrentHashMap.newKeySet();

      @Override
      protected boolean run(Script script, Pair pair, String... arguments) {
        Server server = servers.of(pair);
        List<String> keys = List.of("slots:" + pair.text());
        if (loaded.add(server + script.digest())) {
          server.ask(() -> server.client().scriptLoad(script.text(), keys.get(0)));
        }
        return Long.valueOf(1)
            .equals(
                server.ask(
                    () -> server.client().evalsha(script.digest(), keys, List.of(arguments))));
      }
    };
  }
}
