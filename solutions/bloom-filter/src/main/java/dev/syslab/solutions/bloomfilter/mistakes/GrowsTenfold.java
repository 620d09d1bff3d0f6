package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.ScalableFilter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary =
        "makes each layer ten times as large as the one before: nearly all of its bits are for keys that may never come",
    killedBy = "its_bits_grow_with_its_keys",
    hint = "grow-step-by-step")
public final class GrowsTenfold extends Filters {
  public GrowsTenfold(Environment env) {
    super(env);
  }

  @Override
  protected ScalableFilter scalable(Spec spec) {
    return new ScalableFilter(spec) {
      @Override
      protected long capacity(int layer) {
        return spec.keys() * (long) Math.pow(10, layer);
      }
    };
  }
}
