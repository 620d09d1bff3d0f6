package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Pair;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 6,
    summary = "acquire does not check the client's name",
    killedBy = "a_client_without_a_proper_name_gets_no_slot",
    hint = "bounds-of-a-call")
public final class SlotsForAnybody extends SharedLimiter {
  public SlotsForAnybody(Environment env) {
    super(env);
  }

  @Override
  public Optional<String> acquire(String route, String client) {
    return slots.acquire(new Pair(route, client), settings.rules(route).slots());
  }
}
