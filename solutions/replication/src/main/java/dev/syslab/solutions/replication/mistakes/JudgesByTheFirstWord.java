package dev.syslab.solutions.replication.mistakes;

import dev.syslab.labs.replication.Answer;
import dev.syslab.labs.replication.ReadOnlyException;
import dev.syslab.labs.replication.StatementException;
import dev.syslab.labs.replication.UnavailableException;
import dev.syslab.solutions.replication.Check;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;
import java.util.regex.Pattern;

@Mistake(
    stage = 1,
    summary = "takes what begins with SELECT, WITH or EXPLAIN for a read",
    killedBy = "what_only_looks_like_a_read_has_its_effect_once",
    hint = "only-the-server-knows")
public final class JudgesByTheFirstWord extends LogPositions {
  public JudgesByTheFirstWord(Environment env) {
    super(env);
  }

  private static final Pattern READS = Pattern.compile("(?s)\\s*(SELECT|WITH|EXPLAIN|SHOW)\\b.*");

  @Override
  public Answer read(List<String> statements) {
    Check.statements(statements);
    if (!statements.stream().allMatch(sql -> READS.matcher(sql).matches())) {
      return write(statements);
    }
    for (int replica : replicasInTurn()) {
      try {
        return run(replica, statements);
      } catch (ReadOnlyException e) {
        throw new StatementException(e.getMessage(), e);
      } catch (UnavailableException e) {
        // The next one may answer.
      }
    }
    return write(statements);
  }
}
