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
    summary = "takes an offset of any epoch for one of its own",
    killedBy = "a_position_of_another_epoch_is_unrecoverable",
    hint = "another-epoch")
public final class ComparesOffsetsOnly extends ChatNode {
  public ComparesOffsetsOnly(Environment env) {
    super(env);
  }

  @Override
  protected SharedLog log(Cluster cluster) {
    return new SharedLog(new RedisCalls(env.redis()), cluster) {
      @Override
      public Past past(String room, Position since) {
        Past last = super.past(room, null);
        return since == null
            ? last
            : super.past(room, new Position(last.end().epoch(), since.offset()));
      }
    };
  }
}
