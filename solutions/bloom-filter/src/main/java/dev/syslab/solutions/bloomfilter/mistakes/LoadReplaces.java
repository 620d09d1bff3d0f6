package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 4,
    summary = "puts what is loaded in the place of what was there",
    killedBy = "loading_into_a_filter_unites_the_two",
    hint = "union-is-or")
public final class LoadReplaces extends Filters {
  public LoadReplaces(Environment env) {
    super(env);
  }

  @Override
  public void load(String filter, byte[] saved) {
    form.read(saved);
    filters.remove(filter);
    super.load(filter, saved);
  }
}
