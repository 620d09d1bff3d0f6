package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "the log stores times of the gateways' own clocks",
    killedBy = "gateways_with_wrong_clocks_agree",
    hint = "one-clock")
public final class LogByItsOwnClock extends OwnClock {
  public LogByItsOwnClock(Environment env) {
    super(env);
  }
}
