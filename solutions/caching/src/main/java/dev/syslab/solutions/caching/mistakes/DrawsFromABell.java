package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

@Mistake(
    stage = 1,
    summary = "Gaussian jitter: most products expire close together, and a few are out of bounds",
    killedBy = "each_load_draws_its_time_to_live_evenly",
    hint = "even-jitter")
public final class DrawsFromABell extends LeasedCatalogue {
  public DrawsFromABell(Environment env) {
    super(env);
  }

  @Override
  protected Duration timeToLive() {
    double jitter = ThreadLocalRandom.current().nextGaussian() * JITTER.toMillis() / 3;
    return TIME_TO_LIVE.plusMillis(Math.round(jitter));
  }
}
