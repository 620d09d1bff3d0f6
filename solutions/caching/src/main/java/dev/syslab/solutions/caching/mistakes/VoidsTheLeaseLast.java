package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 3,
    summary = "deletes the product, then its lease: in between, an overtaken reader fills",
    killedBy = "a_reader_does_not_fill_between_two_steps_of_an_update",
    hint = "invalidate-the-right-first")
public final class VoidsTheLeaseLast extends LeasedCatalogue {
  public VoidsTheLeaseLast(Environment env) {
    super(env);
  }

  @Override
  protected void invalidate(String id) {
    redis.del(valueKey(id));
    redis.del(leaseKey(id));
  }
}
