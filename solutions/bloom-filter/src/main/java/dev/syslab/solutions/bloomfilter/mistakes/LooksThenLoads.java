package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.solutions.bloomfilter.Filter;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.PlainFilter;
import dev.syslab.solutions.bloomfilter.SavedForm;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 4,
    summary =
        "checks whether the name is free, reads the bytes, then stores the filter: one of two "
            + "loads is lost",
    killedBy = "loading_into_a_filter_unites_the_two",
    hint = "union-is-or")
public final class LooksThenLoads extends Filters {
  public LooksThenLoads(Environment env) {
    super(env);
  }

  @Override
  public void load(String filter, byte[] saved) {
    Filter there = filters.get(filter);
    SavedForm.Parsed parsed = form.read(saved);
    PlainFilter loaded = plain(parsed.spec(), parsed.shape());
    parsed.copyInto(loaded);
    if (there == null) {
      filters.put(filter, loaded);
    } else {
      unite((PlainFilter) there, loaded);
    }
  }
}
