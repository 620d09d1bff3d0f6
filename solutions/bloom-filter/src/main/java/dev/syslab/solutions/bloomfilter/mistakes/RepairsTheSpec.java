package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 1,
    summary = "silently clamps values that are out of bounds: a rate of 5 becomes one half",
    killedBy = "a_spec_out_of_bounds_is_refused_at_once",
    hint = "refuse-nonsense")
public final class RepairsTheSpec extends Filters {
  public RepairsTheSpec(Environment env) {
    super(env);
  }

  @Override
  public void create(String filter, Spec spec) {
    long keys = Math.min(Math.max(spec.keys(), 1), 1_000_000);
    super.create(filter, new Spec(spec.kind(), keys, Math.min(Math.max(spec.rate(), 1e-9), 0.5)));
  }
}
