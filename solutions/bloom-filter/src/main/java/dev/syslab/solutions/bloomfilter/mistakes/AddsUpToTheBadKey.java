package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 1,
    summary = "checks each key in turn: the keys before an invalid one are added",
    killedBy = "a_bad_key_is_refused_and_nothing_of_its_call_is_added",
    hint = "all-or-nothing")
public final class AddsUpToTheBadKey extends Filters {
  public AddsUpToTheBadKey(Environment env) {
    super(env);
  }

  @Override
  public List<Boolean> add(String filter, List<String> keys) {
    return keys.stream().map(key -> super.add(filter, List.of(key)).get(0)).toList();
  }
}
