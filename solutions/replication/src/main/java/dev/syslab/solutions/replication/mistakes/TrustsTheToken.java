package dev.syslab.solutions.replication.mistakes;

import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.solutions.replication.Position;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.sql.Connection;

@Mistake(
    stage = 3,
    summary = "the primary has everything, so it need not look at the token",
    killedBy = "a_token_that_was_never_handed_out_is_refused",
    hint = "never-handed-out")
public final class TrustsTheToken extends LogPositions {
  public TrustsTheToken(Environment env) {
    super(env);
  }

  @Override
  protected void checkWritten(Connection connection, Position after) {}
}
