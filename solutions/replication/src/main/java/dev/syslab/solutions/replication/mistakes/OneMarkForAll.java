package dev.syslab.solutions.replication.mistakes;

import dev.syslab.labs.replication.Answer;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.solutions.replication.Position;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

@Mistake(
    stage = 4,
    summary = "the process keeps the highest position of all, and every session must see that",
    killedBy = "one_session_does_not_send_another_to_the_primary",
    hint = "a-token-for-each-session")
public final class OneMarkForAll extends LogPositions {
  public OneMarkForAll(Environment env) {
    super(env);
  }

  private final AtomicLong highest = new AtomicLong();

  @Override
  protected Answer answer(Connection connection, List<String> statements) throws SQLException {
    Answer answer = super.answer(connection, statements);
    highest.accumulateAndGet(Position.of(answer.token().orElseThrow()).bytes(), Math::max);
    return answer;
  }

  @Override
  protected Answer readAfter(Position after, Duration patience, List<String> statements) {
    long most = Math.max(after.bytes(), highest.get());
    return super.readAfter(new Position(after.cluster(), most), patience, statements);
  }
}
