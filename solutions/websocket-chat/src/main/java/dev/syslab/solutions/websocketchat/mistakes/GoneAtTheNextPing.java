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
    summary = "gives a client up when the next ping is due: that ignores the time for a pong",
    killedBy = "a_slow_pong_is_in_time",
    hint = "the-time-for-a-pong")
public final class GoneAtTheNextPing extends ChatNode {
  public GoneAtTheNextPing(Environment env) {
    super(env);
  }

  @Override
  protected Connection connection(String user, Rooms rooms, Settings settings) {
    return new Connection(user, rooms, settings) {
      @Override
      protected Heartbeat heartbeat(Channel channel, Settings settings) {
        return new Heartbeat(channel, settings) {
          @Override
          protected void ask() {
            super.ask();
            stop();
            lookIn(settings.ping().toNanos());
          }
        };
      }
    };
  }
}
