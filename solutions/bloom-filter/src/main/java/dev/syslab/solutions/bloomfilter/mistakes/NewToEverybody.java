package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.PlainFilter;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 3,
    summary =
        "each bit is set atomically, but not all bits of a key: two threads each find one "
            + "that was 0",
    killedBy = "a_key_is_new_to_one_of_twelve_threads_only",
    hint = "new-once")
public final class NewToEverybody extends Filters {
  public NewToEverybody(Environment env) {
    super(env);
  }

  @Override
  protected PlainFilter plain(Spec spec, Shape shape) {
    return new PlainFilter(spec, shape) {
      @Override
      public boolean add(String key) {
        return setAll(hash(key));
      }
    };
  }
}
