package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;

@Mistake(
    stage = 3,
    summary = "fills if there is any lease, without checking whose it is",
    killedBy = "an_overtaken_reader_cannot_use_a_later_readers_right",
    hint = "whose-lease")
public final class AnyLeaseWillDo extends LeasedCatalogue {
  public AnyLeaseWillDo(Environment env) {
    super(env);
  }

  @Override
  protected boolean put(String id, String text, Duration stay, String token) {
    boolean leased = redis.exists(leaseKey(id));
    if (leased) {
      redis.psetex(valueKey(id), stay.toMillis(), text);
    }
    return leased;
  }
}
