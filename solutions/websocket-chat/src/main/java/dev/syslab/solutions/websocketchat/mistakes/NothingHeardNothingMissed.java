package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Cluster;
import dev.syslab.labs.websocketchat.Position;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.RedisCalls;
import dev.syslab.solutions.websocketchat.SharedLog;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 7,
    summary = "takes offset 0 for a client that does not resume",
    killedBy = "who_has_heard_nothing_yet_can_resume",
    hint = "nothing-heard-yet")
public final class NothingHeardNothingMissed extends ChatNode {
  public NothingHeardNothingMissed(Environment env) {
    super(env);
  }

  @Override
  protected SharedLog log(Cluster cluster) {
    return new SharedLog(new RedisCalls(env.redis()), cluster) {
      @Override
      public Past past(String room, Position since) {
        return super.past(room, since != null && since.offset() > 0 ? since : null);
      }
    };
  }
}
