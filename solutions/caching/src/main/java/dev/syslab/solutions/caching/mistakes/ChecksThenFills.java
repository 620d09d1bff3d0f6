package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.Packed;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;

@Mistake(
    stage = 3,
    summary =
        "compares the lease with one command, and writes the product, compressed, with a second",
    killedBy = "a_reader_that_was_overtaken_just_before_its_fill_is_refused",
    hint = "check-and-fill")
public final class ChecksThenFills extends LeasedCatalogue {
  public ChecksThenFills(Environment env) {
    super(env);
  }

  @Override
  protected boolean put(String id, String text, Duration stay, String token) {
    boolean ours = token.equals(redis.get(leaseKey(id)));
    if (ours) {
      redis.psetex(valueKey(id), stay.toMillis(), Packed.pack(text));
    }
    return ours;
  }

  @Override
  protected String text(String id) {
    String packed = super.text(id);
    return packed == null ? null : Packed.unpack(packed);
  }
}
