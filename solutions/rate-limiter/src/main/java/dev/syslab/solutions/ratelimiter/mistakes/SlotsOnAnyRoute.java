package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.UnknownRouteException;
import dev.syslab.solutions.ratelimiter.Pair;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 6,
    summary = "acquire gives one slot on a route that does not exist",
    killedBy = "a_client_without_a_proper_name_gets_no_slot",
    hint = "bounds-of-a-call")
public final class SlotsOnAnyRoute extends SharedLimiter {
  public SlotsOnAnyRoute(Environment env) {
    super(env);
  }

  @Override
  public Optional<String> acquire(String route, String client) {
    try {
      return super.acquire(route, client);
    } catch (UnknownRouteException e) {
      return slots.acquire(new Pair(route, client), 1);
    }
  }
}
