package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;

@Mistake(
    stage = 5,
    summary = "keeps an absence as long as a product: made-up ids fill Redis for minutes",
    killedBy = "an_absence_is_forgotten_soon",
    hint = "absence-is-short")
public final class AbsenceStaysAsLongAsAProduct extends LeasedCatalogue {
  public AbsenceStaysAsLongAsAProduct(Environment env) {
    super(env);
  }

  @Override
  protected boolean put(String id, String text, Duration stay, String token) {
    return super.put(id, text, timeToLive(), token);
  }
}
