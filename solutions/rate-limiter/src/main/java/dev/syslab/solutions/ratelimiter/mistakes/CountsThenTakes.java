package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Pair;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Slots;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 6,
    summary = "counts the slots, and takes one with a second command",
    killedBy = "no_more_slots_are_held_than_there_are",
    hint = "look-and-take-at-once")
public final class CountsThenTakes extends SharedLimiter {
  public CountsThenTakes(Environment env) {
    super(env);
  }

  @Override
  protected Slots slots() {
    return new Slots(servers) {
      @Override
      public Optional<String> acquire(Pair pair, int slots) {
        long held = servers.of(pair).client().zcard("slots:" + pair.text());
        return held < slots ? super.acquire(pair, Integer.MAX_VALUE) : super.acquire(pair, slots);
      }
    };
  }
}
