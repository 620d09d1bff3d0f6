package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Settings;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Room;
import dev.syslab.solutions.websocketchat.Rooms;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayList;
import java.util.List;

@Mistake(
    stage = 2,
    summary = "remembers the room that was joined last, and leaves only that one",
    killedBy = "who_has_left_hears_no_more_and_is_gone_for_everybody",
    hint = "leaving")
public final class LeavesTheLastRoomOnly extends ChatNode {
  public LeavesTheLastRoomOnly(Environment env) {
    super(env);
  }

  @Override
  protected Connection connection(String user, Rooms rooms, Settings settings) {
    return new Connection(user, rooms, settings) {
      @Override
      public void channelInactive(ChannelHandlerContext context) {
        List<Room> all = new ArrayList<>(joined.values());
        if (!all.isEmpty()) {
          all.get(all.size() - 1).leave(this);
        }
      }
    };
  }
}
