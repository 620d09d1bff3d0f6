package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.PlainFilter;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "derives all positions from 32 bits: many of a million keys collide",
    killedBy = "a_filter_of_millions_of_keys_keeps_a_rate_of_one_in_a_million",
    hint = "enough-hash-bits")
public final class HashesTo32Bits extends Filters {
  public HashesTo32Bits(Environment env) {
    super(env);
  }

  @Override
  protected PlainFilter plain(Spec spec, Shape shape) {
    return new PlainFilter(spec, shape) {
      @Override
      protected long hash(String key) {
        return super.hash(key) & 0xFFFFFFFFL;
      }
    };
  }
}
