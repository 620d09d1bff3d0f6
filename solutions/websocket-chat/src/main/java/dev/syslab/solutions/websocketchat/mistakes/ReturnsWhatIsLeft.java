package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Cluster;
import dev.syslab.labs.websocketchat.Message;
import dev.syslab.labs.websocketchat.Position;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.RedisCalls;
import dev.syslab.solutions.websocketchat.SharedLog;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 7,
    summary = "returns what is left of a trimmed history as if it were all",
    killedBy = "what_is_no_longer_kept_is_said_to_be_missing",
    hint = "all-or-say-so")
public final class ReturnsWhatIsLeft extends ChatNode {
  public ReturnsWhatIsLeft(Environment env) {
    super(env);
  }

  @Override
  protected SharedLog log(Cluster cluster) {
    return new SharedLog(new RedisCalls(env.redis()), cluster) {
      @Override
      public Past past(String room, Position since) {
        Past past = super.past(room, since);
        if (since == null || !since.epoch().equals(past.end().epoch())) {
          return past;
        }
        List<Message> left = between(room, since, past.end());
        return new Past(past.end(), since.offset() <= past.end().offset(), left);
      }
    };
  }
}
