package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.PlainFilter;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 1,
    summary =
        "calls a key new only if all of its bits were 0: one that shares a bit with another is called old",
    killedBy = "add_says_which_keys_are_new",
    hint = "is-it-new")
public final class NewIfEveryBitWas0 extends Filters {
  public NewIfEveryBitWas0(Environment env) {
    super(env);
  }

  @Override
  protected PlainFilter plain(Spec spec, Shape shape) {
    return new PlainFilter(spec, shape) {
      @Override
      public boolean add(String key) {
        boolean fresh = true;
        for (int i = 0; i < shape.hashes(); i++) {
          fresh &= set(position(hash(key), i));
        }
        return fresh;
      }
    };
  }
}
