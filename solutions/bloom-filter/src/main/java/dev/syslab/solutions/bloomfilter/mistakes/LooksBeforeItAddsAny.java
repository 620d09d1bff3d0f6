package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 1,
    summary = "looks up all keys of a call, then adds them: a key that occurs twice is new twice",
    killedBy = "add_says_which_keys_are_new",
    hint = "is-it-new")
public final class LooksBeforeItAddsAny extends Filters {
  public LooksBeforeItAddsAny(Environment env) {
    super(env);
  }

  @Override
  public List<Boolean> add(String filter, List<String> keys) {
    List<Boolean> before = contains(filter, keys);
    super.add(filter, keys);
    return before.stream().map(there -> !there).toList();
  }
}
