package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;

@Mistake(
    stage = 3,
    summary = "writes what it has read, whatever has happened since",
    killedBy = "an_overtaken_reader_does_not_bring_the_old_product_back",
    hint = "stale-set")
public class UnguardedFill extends LeasedCatalogue {
  public UnguardedFill(Environment env) {
    super(env);
  }

  @Override
  protected boolean put(String id, String text, Duration stay, String token) {
    redis.psetex(valueKey(id), stay.toMillis(), text);
    return true;
  }
}
