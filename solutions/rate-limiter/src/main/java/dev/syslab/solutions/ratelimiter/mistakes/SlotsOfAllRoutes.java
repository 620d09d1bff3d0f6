package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Pair;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Slots;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 6,
    summary = "counts a client's slots over all routes",
    killedBy = "a_killed_gateways_slot_comes_back",
    hint = "lease-the-slot")
public final class SlotsOfAllRoutes extends SharedLimiter {
  public SlotsOfAllRoutes(Environment env) {
    super(env);
  }

  @Override
  protected Slots slots() {
    return new Slots(servers) {
      @Override
      public Optional<String> acquire(Pair pair, int slots) {
        return super.acquire(new Pair("", pair.client()), slots);
      }
    };
  }
}
