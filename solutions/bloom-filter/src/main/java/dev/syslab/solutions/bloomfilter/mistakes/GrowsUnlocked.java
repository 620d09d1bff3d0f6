package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.ScalableFilter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary =
        "checks how full the newest layer is, and adds, without a lock: several threads grow "
            + "it, or none does",
    killedBy = "nothing_is_lost_while_twelve_threads_make_it_grow",
    hint = "one-grows")
public final class GrowsUnlocked extends Filters {
  public GrowsUnlocked(Environment env) {
    super(env);
  }

  @Override
  protected ScalableFilter scalable(Spec spec) {
    return new ScalableFilter(spec) {
      @Override
      protected boolean add(String key) {
        if (contains(key)) {
          return false;
        }
        if (inNewest == capacity(layers.size() - 1)) {
          grow();
        }
        inNewest++;
        return layers.get(layers.size() - 1).add(key);
      }
    };
  }
}
