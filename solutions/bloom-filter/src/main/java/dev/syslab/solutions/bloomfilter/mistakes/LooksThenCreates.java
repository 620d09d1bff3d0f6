package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 3,
    summary =
        "checks whether the name is free, creates the filter, then stores it: the last of "
            + "several wins",
    killedBy = "of_twelve_creates_of_one_name_one_succeeds",
    hint = "create-once")
public final class LooksThenCreates extends Filters {
  public LooksThenCreates(Environment env) {
    super(env);
  }

  @Override
  public void create(String filter, Spec spec) {
    if (filters.containsKey(filter)) {
      throw new IllegalStateException("there is a filter " + filter);
    }
    filters.put(filter, plain(spec, shape(spec)));
  }
}
