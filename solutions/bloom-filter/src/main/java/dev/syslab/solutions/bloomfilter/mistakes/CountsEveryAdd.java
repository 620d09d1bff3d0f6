package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.ScalableFilter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary = "counts adds instead of new keys: the same keys, added again and again, make it grow",
    killedBy = "its_bits_grow_with_its_keys_and_with_nothing_else",
    hint = "grow-step-by-step")
public final class CountsEveryAdd extends Filters {
  public CountsEveryAdd(Environment env) {
    super(env);
  }

  @Override
  protected ScalableFilter scalable(Spec spec) {
    return new ScalableFilter(spec) {
      @Override
      protected synchronized boolean add(String key) {
        boolean fresh = super.add(key);
        if (!fresh && ++inNewest >= capacity(layers.size() - 1)) {
          grow();
        }
        return fresh;
      }
    };
  }
}
