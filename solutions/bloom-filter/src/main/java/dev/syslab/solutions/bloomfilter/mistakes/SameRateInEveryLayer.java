package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.ScalableFilter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary =
        "gives every layer the rate of the whole: with seven layers, one absent key in "
            + "fifteen gets a yes",
    killedBy = "the_rate_holds_while_it_grows_a_hundredfold",
    hint = "rates-add-up")
public final class SameRateInEveryLayer extends Filters {
  public SameRateInEveryLayer(Environment env) {
    super(env);
  }

  @Override
  protected ScalableFilter scalable(Spec spec) {
    return new ScalableFilter(spec) {
      @Override
      protected double rate(int layer) {
        return spec.rate();
      }
    };
  }
}
