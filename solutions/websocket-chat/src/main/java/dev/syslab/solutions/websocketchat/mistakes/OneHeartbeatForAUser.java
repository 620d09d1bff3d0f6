package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Settings;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Heartbeat;
import dev.syslab.solutions.websocketchat.Rooms;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import io.netty.channel.Channel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

@Mistake(
    stage = 4,
    summary = "takes what one connection of a user sends for a sign of life of the others",
    killedBy = "a_peer_that_falls_silent_is_gone_within_ping_and_pong",
    hint = "signs-of-life")
public final class OneHeartbeatForAUser extends ChatNode {
  public OneHeartbeatForAUser(Environment env) {
    super(env);
  }

  private final Map<String, Long> heard = new ConcurrentHashMap<>();

  @Override
  protected Connection connection(String user, Rooms rooms, Settings settings) {
    return new Connection(user, rooms, settings) {
      @Override
      protected Heartbeat heartbeat(Channel channel, Settings settings) {
        return new Heartbeat(channel, settings) {
          @Override
          public void heard() {
            heard.put(user, System.nanoTime());
            super.heard();
          }

          @Override
          protected void look() {
            heardAt = Math.max(heardAt, heard.getOrDefault(user, heardAt));
            asked = asked && System.nanoTime() - heardAt > settings.pong().toNanos();
            super.look();
          }
        };
      }
    };
  }
}
