package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;

@Mistake(
    stage = 1,
    summary = "every product has the same time to live: what was loaded together expires together",
    killedBy = "products_loaded_together_do_not_expire_together",
    hint = "jitter")
public final class SameTimeToLive extends LeasedCatalogue {
  public SameTimeToLive(Environment env) {
    super(env);
  }

  @Override
  protected Duration timeToLive() {
    return TIME_TO_LIVE;
  }
}
