package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.PlainFilter;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary =
        "hashes the first and the last 32 characters of a key: long keys that differ in the "
            + "middle collide",
    killedBy = "keys_that_have_much_in_common_are_told_apart",
    hint = "every-character-counts")
public final class HashesTheEnds extends Filters {
  public HashesTheEnds(Environment env) {
    super(env);
  }

  @Override
  protected PlainFilter plain(Spec spec, Shape shape) {
    return new PlainFilter(spec, shape) {
      @Override
      protected long hash(String key) {
        int ends = Math.min(32, key.length());
        String end = key.substring(key.length() - ends);
        return super.hash(key.length() + key.substring(0, ends) + end);
      }
    };
  }
}
