package dev.syslab.solutions.replication.mistakes;

import dev.syslab.labs.replication.UnavailableException;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.solutions.replication.Position;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 7,
    summary = "takes the best of those that answer: the one that has everything was silent",
    killedBy = "nobody_is_promoted_before_all_replicas_say_how_much_they_have",
    hint = "who-has-most")
public final class PromotesWhoeverAnswers extends LogPositions {
  public PromotesWhoeverAnswers(Environment env) {
    super(env);
  }

  @Override
  protected Position received(int server) {
    try {
      return super.received(server);
    } catch (UnavailableException e) {
      return new Position("", 0);
    }
  }
}
