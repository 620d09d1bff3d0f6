package dev.syslab.solutions.replication.mistakes;

import dev.syslab.labs.replication.Answer;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.solutions.replication.Position;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import java.util.List;

@Mistake(
    stage = 5,
    summary = "sleeps as long as it may, and then reads: what if that was too short?",
    killedBy = "when_the_patience_is_at_an_end_the_primary_answers",
    hint = "then-the-primary")
public final class SleepsThenReads extends LogPositions {
  public SleepsThenReads(Environment env) {
    super(env);
  }

  @Override
  protected Answer readAfter(Position after, Duration patience, List<String> statements) {
    pause(patience.toNanos());
    return read(statements);
  }
}
