package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Script;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Slots;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary = "the key of slots that expire within seconds lives for an hour",
    killedBy = "a_killed_gateways_slot_comes_back",
    hint = "lease-the-slot")
public final class SlotsKeyLivesAnHour extends SharedLimiter {
  public SlotsKeyLivesAnHour(Environment env) {
    super(env);
  }

  @Override
  protected Slots slots() {
    return new Slots(servers) {
      @Override
      protected Script script(Script plain) {
        return Script.of(plain.text().replace("2 * ARGV", "1800 * ARGV"));
      }
    };
  }
}
