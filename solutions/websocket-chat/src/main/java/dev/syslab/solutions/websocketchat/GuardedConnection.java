package dev.syslab.solutions.websocketchat;

import dev.syslab.labs.websocketchat.Settings;
import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.Executor;

/** A connection of somebody who has logged in: it ends with the session. */
public class GuardedConnection extends SharedConnection {
  private final String session;
  private final Sessions sessions;
  private final Drain drain;

  public GuardedConnection(
      String user,
      String session,
      SharedRooms rooms,
      Settings settings,
      Executor lane,
      Sessions sessions,
      Drain drain) {
    super(user, rooms, settings, lane);
    this.session = session;
    this.sessions = sessions;
    this.drain = drain;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    super.handlerAdded(context);
    sessions.opened(session, this);
    drain.opened(this);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    sessions.closed(session, this);
    drain.closed(this);
    super.channelInactive(context);
  }
}
