package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.PlainFilter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 4,
    summary = "merges filters with equal bits and hashes, whatever they were created for",
    killedBy = "filters_of_different_specs_are_not_united",
    hint = "same-spec-or-refuse")
public final class ComparesTheBits extends Filters {
  public ComparesTheBits(Environment env) {
    super(env);
  }

  @Override
  protected void unite(PlainFilter into, PlainFilter loaded) {
    if (into.bits() != loaded.bits()) {
      throw new IllegalStateException(into.bits() + " bits, and loaded " + loaded.bits());
    }
    into.unite(loaded);
  }
}
