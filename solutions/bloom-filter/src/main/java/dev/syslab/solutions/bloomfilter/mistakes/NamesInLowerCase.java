package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filter;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Locale;

@Mistake(
    stage = 1,
    summary = "treats names that differ only in case as one",
    killedBy = "each_name_is_a_filter_of_its_own",
    hint = "a-filter-has-a-name")
public final class NamesInLowerCase extends Filters {
  public NamesInLowerCase(Environment env) {
    super(env);
  }

  @Override
  public void create(String filter, Spec spec) {
    super.create(filter.toLowerCase(Locale.ROOT), spec);
  }

  @Override
  protected Filter find(String filter) {
    return super.find(filter.toLowerCase(Locale.ROOT));
  }
}
