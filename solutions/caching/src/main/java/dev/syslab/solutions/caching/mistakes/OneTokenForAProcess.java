package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import java.util.UUID;

@Mistake(
    stage = 3,
    summary =
        "a token for each server, not for each load: two loads of one server are taken for one",
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
