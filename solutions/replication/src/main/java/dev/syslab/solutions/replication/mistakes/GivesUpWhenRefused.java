package dev.syslab.solutions.replication.mistakes;

import dev.syslab.labs.replication.Answer;
import dev.syslab.labs.replication.ReadOnlyException;
import dev.syslab.labs.replication.UnavailableException;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.function.IntFunction;

@Mistake(
    stage = 7,
    summary = "a write that the old primary refuses is an error, though the new one would take it",
    killedBy = "a_write_that_the_old_primary_refuses_takes_place_on_the_new_one",
    hint = "refused-by-the-old-one")
public final class GivesUpWhenRefused extends LogPositions {
  public GivesUpWhenRefused(Environment env) {
    super(env);
  }

  @Override
  protected Answer onPrimary(IntFunction<Answer> work) {
    try {
      return work.apply(primary());
    } catch (ReadOnlyException e) {
      throw new UnavailableException("it is the primary no more", e);
    }
  }
}
