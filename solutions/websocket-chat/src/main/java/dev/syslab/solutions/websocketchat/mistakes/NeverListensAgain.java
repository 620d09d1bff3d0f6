package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Feed;
import dev.syslab.solutions.websocketchat.SharedLog;
import dev.syslab.solutions.websocketchat.SharedRooms;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary =
        "ends the thread that listens when its connection breaks, and still says that all is well",
    killedBy = "a_node_that_lost_redis_hears_what_was_said_meanwhile",
    hint = "reads-on-after-a-break")
public final class NeverListensAgain extends ChatNode {
  public NeverListensAgain(Environment env) {
    super(env);
  }

  @Override
  protected Feed feed(SharedRooms rooms, SharedLog log) {
    return new Feed(env.redis(), rooms, log.node()) {
      @Override
      protected void lost() {
        throw new IllegalStateException("the connection to Redis is broken");
      }
    };
  }
}
