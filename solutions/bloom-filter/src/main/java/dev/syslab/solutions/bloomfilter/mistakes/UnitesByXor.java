package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.PlainFilter;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 4,
    summary = "unites by exclusive or: what both filters have is in neither",
    killedBy = "loading_into_a_filter_unites_the_two",
    hint = "union-is-or")
public final class UnitesByXor extends Filters {
  public UnitesByXor(Environment env) {
    super(env);
  }

  @Override
  protected PlainFilter plain(Spec spec, Shape shape) {
    return new PlainFilter(spec, shape) {
      @Override
      public void unite(PlainFilter other) {
        for (int i = 0; i < words.length(); i++) {
          words.set(i, words.get(i) ^ other.word(i));
        }
      }
    };
  }
}
