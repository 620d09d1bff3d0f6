package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;

@Mistake(
    stage = 1,
    summary =
        "passes milliseconds to a parameter in seconds: five minutes become three and a half "
            + "days",
    killedBy = "every_key_goes_by_itself",
    hint = "time-to-live")
public final class MillisecondsAsSeconds extends LeasedCatalogue {
  public MillisecondsAsSeconds(Environment env) {
    super(env);
  }

  @Override
  protected Duration timeToLive() {
    return Duration.ofSeconds(super.timeToLive().toMillis());
  }
}
