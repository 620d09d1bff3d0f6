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
    summary =
        "answers who resumes with the offset that was asked for: what was recovered does not move it",
    killedBy = "who_comes_back_is_sent_exactly_what_was_missed_at_every_node",
    hint = "from-where-it-was")
public final class OffsetStaysBehind extends ChatNode {
  public OffsetStaysBehind(Environment env) {
    super(env);
  }

  @Override
  protected SharedLog log(Cluster cluster) {
    return new SharedLog(new RedisCalls(env.redis()), cluster) {
      @Override
      public Past past(String room, Position since) {
        Past past = super.past(room, since);
        if (!Boolean.TRUE.equals(past.recovered())) {
          return past;
        }
        Position asked = new Position(past.end().epoch(), since.offset());
        return new Past(asked, true, past.messages());
      }
    };
  }
}
