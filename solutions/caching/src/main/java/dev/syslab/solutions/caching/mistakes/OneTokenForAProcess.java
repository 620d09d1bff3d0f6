package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import java.util.UUID;

@Mistake(
    stage = 3,
    summary =
        "one token per server, not per load: two loads on one server are confused with each "
            + "other",
    killedBy = "an_overtaken_reader_cannot_use_a_later_readers_right",
    hint = "whose-lease")
public final class OneTokenForAProcess extends LeasedCatalogue {
  private final String own = UUID.randomUUID().toString();

  public OneTokenForAProcess(Environment env) {
    super(env);
  }

  @Override
  protected boolean lease(String id, String token) {
    return super.lease(id, own);
  }

  @Override
  protected boolean put(String id, String text, Duration stay, String token) {
    return super.put(id, text, stay, own);
  }

  @Override
  protected void release(String id, String token) {
    super.release(id, own);
  }
}
