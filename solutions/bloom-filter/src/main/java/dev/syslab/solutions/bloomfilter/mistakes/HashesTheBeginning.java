package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.PlainFilter;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "hashes the first 128 characters of a key: long keys that begin alike are one",
    killedBy = "keys_that_have_much_in_common_are_told_apart",
    hint = "every-character-counts")
public final class HashesTheBeginning extends Filters {
  public HashesTheBeginning(Environment env) {
    super(env);
  }

  @Override
  protected PlainFilter plain(Spec spec, Shape shape) {
    return new PlainFilter(spec, shape) {
      @Override
      protected long hash(String key) {
        return super.hash(key.substring(0, Math.min(128, key.length())));
      }
    };
  }
}
