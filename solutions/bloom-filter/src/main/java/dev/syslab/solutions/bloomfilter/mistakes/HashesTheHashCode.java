package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.KeyHash;
import dev.syslab.solutions.bloomfilter.PlainFilter;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 1,
    summary = "starts from String.hashCode: keys with equal hash codes become one",
    killedBy = "keys_that_look_alike_are_two_keys",
    hint = "keys-are-exact")
public final class HashesTheHashCode extends Filters {
  public HashesTheHashCode(Environment env) {
    super(env);
  }

  @Override
  protected PlainFilter plain(Spec spec, Shape shape) {
    return new PlainFilter(spec, shape) {
      @Override
      protected long hash(String key) {
        return KeyHash.of(Integer.toString(key.hashCode()));
      }
    };
  }
}
