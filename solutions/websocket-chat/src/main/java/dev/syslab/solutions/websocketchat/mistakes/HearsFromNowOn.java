package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Feed;
import dev.syslab.solutions.websocketchat.SharedLog;
import dev.syslab.solutions.websocketchat.SharedRoom;
import dev.syslab.solutions.websocketchat.SharedRooms;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import redis.clients.jedis.exceptions.JedisException;

@Mistake(
    stage = 6,
    summary = "listens again after a break, to what is said from then on",
    killedBy = "a_node_that_lost_redis_hears_what_was_said_meanwhile",
    hint = "reads-on-after-a-break")
public final class HearsFromNowOn extends ChatNode {
  public HearsFromNowOn(Environment env) {
    super(env);
  }

  @Override
  protected SharedRoom room(String name, SharedLog log) {
    return new Forgetful(name, log);
  }

  private static final class Forgetful extends SharedRoom {
    Forgetful(String name, SharedLog log) {
      super(name, log);
    }

    synchronized void skip() {
      position = log.past(name, null).end();
    }
  }

  @Override
  protected Feed feed(SharedRooms rooms, SharedLog log) {
    return new Feed(env.redis(), rooms, log.node()) {
      @Override
      protected void lost() {
        super.lost();
        try {
          rooms.all().forEach(room -> ((Forgetful) room).skip());
        } catch (JedisException e) {
          lost();
        }
      }
    };
  }
}
