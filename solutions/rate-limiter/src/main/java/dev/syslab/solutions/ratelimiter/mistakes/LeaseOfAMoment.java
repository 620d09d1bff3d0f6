package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Script;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Slots;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary = "a slot's lease is 1.2 s: long enough to be renewed, but shorter than promised",
    killedBy = "a_killed_gateways_slot_comes_back",
    hint = "lease-the-slot")
public final class LeaseOfAMoment extends SharedLimiter {
  public LeaseOfAMoment(Environment env) {
    super(env);
  }

  @Override
  protected Slots slots() {
    return new Slots(servers) {
      @Override
      protected Script script(Script plain) {
        return Script.of(plain.text().replaceAll("now \\+ ARGV\\[[23]]", "now + 1200"));
      }
    };
  }
}
