package dev.syslab.solutions.replication.mistakes;

import dev.syslab.labs.replication.Answer;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.solutions.replication.Position;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import java.util.List;

@Mistake(
    stage = 3,
    summary = "each process knows its own last write, and asks no client for a token",
    killedBy = "a_write_is_seen_by_the_next_read_in_any_process",
    hint = "a-place-in-the-log")
public final class RemembersItsOwnWrites extends LogPositions {
  public RemembersItsOwnWrites(Environment env) {
    super(env);
  }

  private volatile Position last = new Position("", 0);

  @Override
  public Answer write(List<String> statements) {
    Answer answer = super.write(statements);
    last = Position.of(answer.token().orElseThrow());
    return answer;
  }

  @Override
  protected Answer readAfter(Position after, Duration patience, List<String> statements) {
    return super.readAfter(new Position(after.cluster(), last.bytes()), patience, statements);
  }
}
