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
    summary = "is generous, and lets half the time pass once more before it asks",
    killedBy = "a_silent_client_is_asked_after_ping_and_given_up_after_pong",
    hint = "the-time-for-a-pong")
public final class PingsLate extends ChatNode {
  public PingsLate(Environment env) {
    super(env);
  }

  @Override
  protected Connection connection(String user, Rooms rooms, Settings settings) {
    return new Connection(user, rooms, settings) {
      @Override
      protected Heartbeat heartbeat(Channel channel, Settings settings) {
        return new Heartbeat(channel, settings) {
          @Override
          protected long silence() {
            return super.silence() / 2 * 3;
          }
        };
      }
    };
  }
}
