package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.PlainFilter;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.security.SecureRandom;

@Mistake(
    stage = 4,
    summary = "salts its hash with a number that each process draws anew, and does not save it",
    killedBy = "another_process_answers_as_the_one_that_saved",
    hint = "write-down-the-shape")
public final class SaltsItsHash extends Filters {
  public SaltsItsHash(Environment env) {
    super(env);
  }

  private final long salt = new SecureRandom().nextLong();

  @Override
  protected PlainFilter plain(Spec spec, Shape shape) {
    return new PlainFilter(spec, shape) {
      @Override
      protected long hash(String key) {
        return super.hash(key) ^ salt;
      }
    };
  }
}
