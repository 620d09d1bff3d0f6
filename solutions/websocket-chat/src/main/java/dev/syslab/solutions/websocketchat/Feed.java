package dev.syslab.solutions.websocketchat;

import dev.syslab.labs.websocketchat.Position;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.XReadParams;
import redis.clients.jedis.resps.StreamEntry;

/**
 * Reads from Redis what was said in the rooms of this node, at whichever node. One thread, which
 * always asks for what comes after the rooms' positions: after a broken connection that is all that
 * has been missed, so nothing has to be done about it.
 */
public class Feed extends Thread implements AutoCloseable {
  /** Soon enough for a room that was joined while this waits for others. */
  private static final Duration BLOCK = Duration.ofMillis(100);

  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int MOST = 500;

  private final RedisClient redis;
  protected final SharedRooms rooms;
  private final String node;
  private StreamEntryID lastChange = new StreamEntryID();
  private volatile boolean closed;

  public Feed(URI redis, SharedRooms rooms, String node) {
    super("feed");
    this.redis = RedisCalls.open(redis, BLOCK);
    this.rooms = rooms;
    this.node = node;
    setDaemon(true);
  }

  @Override
  public void run() {
    while (!closed) {
      try {
        round();
      } catch (JedisException e) {
        lost();
      }
    }
  }

  private void round() {
    Map<String, StreamEntryID> from = new HashMap<>();
    from.put(SharedLog.CHANGES, lastChange);
    for (SharedRoom room : rooms.all()) {
      Position position = position(room);
      if (position != null) {
        from.put(SharedLog.LOG + room.name(), SharedLog.id(position));
      }
    }
    XReadParams params = XReadParams.xReadParams().block((int) BLOCK.toMillis()).count(MOST);
    var streams = redis.xread(params, from);
    if (streams != null) {
      streams.forEach(stream -> take(stream.getKey(), stream.getValue()));
    }
  }

  protected Position position(SharedRoom room) {
    return room.position();
  }

  private void take(String key, List<StreamEntry> entries) {
    for (StreamEntry entry : entries) {
      if (key.equals(SharedLog.CHANGES)) {
        lastChange = entry.getID();
        if (!entry.getFields().get("node").equals(node)) {
          rooms.get(entry.getFields().get("room")).refresh();
        }
      } else {
        rooms
            .get(key.substring(SharedLog.LOG.length()))
            .hear(Long.toString(entry.getID().getTime()), SharedLog.message(entry));
      }
    }
  }

  /** Redis is not there: tries again, not in a hurry. */
  protected void lost() {
    LockSupport.parkNanos(PAUSE.toNanos());
  }

  /** Ends the thread, too. */
  @Override
  public void close() {
    closed = true;
    redis.close();
    try {
      join(RedisCalls.TIMEOUT.toMillis() * 2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
