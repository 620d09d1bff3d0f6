package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Settings;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Heartbeat;
import dev.syslab.solutions.websocketchat.Rooms;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import io.netty.channel.Channel;

@Mistake(
    stage = 4,
    summary = "starts a timer at each frame, and leaves the one before running",
    killedBy = "pings_are_at_least_their_time_apart",
    hint = "one-timer")
public final class ATimerForEachFrame extends ChatNode {
  public ATimerForEachFrame(Environment env) {
    super(env);
  }

  @Override
  protected Connection connection(String user, Rooms rooms, Settings settings) {
    return new Connection(user, rooms, settings) {
      @Override
      protected Heartbeat heartbeat(Channel channel, Settings settings) {
        return new Heartbeat(channel, settings) {
          @Override
          public void heard() {
            asked = false;
            lookIn(settings.ping().toNanos());
          }

          @Override
          protected void look() {
            ask();
          }
        };
      }
    };
  }
}
