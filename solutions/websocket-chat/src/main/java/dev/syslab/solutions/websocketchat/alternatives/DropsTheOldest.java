package dev.syslab.solutions.websocketchat.alternatives;

import dev.syslab.labs.websocketchat.Event;
import dev.syslab.labs.websocketchat.Message;
import dev.syslab.labs.websocketchat.Settings;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Room;
import dev.syslab.solutions.websocketchat.Rooms;
import dev.syslab.subject.Alternative;
import dev.syslab.subject.Environment;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * Keeps slow clients connected: the oldest messages that wait for one are dropped, and the client
 * is told before the next one. Events wait in a queue of the connection's own, and only as many are
 * handed to Netty as it says that it can write.
 */
@Alternative(summary = "drops the oldest messages that wait for a slow client, and says so")
public final class DropsTheOldest extends ChatNode {
  public DropsTheOldest(Environment env) {
    super(env);
  }

  @Override
  protected Connection connection(String user, Rooms rooms, Settings settings) {
    return new Lossy(user, rooms, settings);
  }

  @Override
  protected Room room(String name) {
    return new Room(name) {
      @Override
      protected void publish(Connection sender, Message message) {
        String event = Event.message(name, message);
        members.values().stream()
            .flatMap(Set::stream)
            .forEach(member -> ((Lossy) member).send(new Waiting(event, name, message.offset())));
      }
    };
  }

  /** An event that waits; only messages have a room, and can be dropped. */
  private record Waiting(String event, String room, long offset) {
    int size() {
      return event.getBytes(StandardCharsets.UTF_8).length;
    }
  }

  private static final class Lossy extends Connection {
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private final Map<String, Long> gaps = new HashMap<>();
    private long queued;
    private Runnable farewell = () -> {};

    Lossy(String user, Rooms rooms, Settings settings) {
      super(user, rooms, settings);
    }

    @Override
    public void send(String event) {
      send(new Waiting(event, null, 0));
    }

    void send(Waiting next) {
      synchronized (queue) {
        queue.add(next);
        queued += next.size();
        Iterator<Waiting> oldest = queue.iterator();
        while (queued > settings.queue() && oldest.hasNext()) {
          Waiting old = oldest.next();
          if (old.room() != null) {
            oldest.remove();
            queued -= old.size();
            gaps.put(old.room(), old.offset());
          }
        }
        if (queued > settings.queue() && queue.size() > 1) {
          overflow(); // answers alone are too much
        }
      }
      channel.eventLoop().execute(this::drain);
    }

    /** Behind all that waits. */
    @Override
    protected void end(ChannelHandlerContext context, CloseWebSocketFrame close) {
      ignoreTheRest();
      farewell = () -> sayAndClose(context, close);
      channel.eventLoop().execute(this::drain);
    }

    /**
     * Not at once: Netty calls this in the middle of a frame, between its header and its payload.
     */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      channel.eventLoop().execute(this::drain);
    }

    private void drain() {
      synchronized (queue) {
        while (channel.isWritable() && !queue.isEmpty()) {
          Waiting next = queue.remove();
          queued -= next.size();
          Long gap = next.room() == null ? null : gaps.remove(next.room());
          if (gap != null) {
            channel.write(new TextWebSocketFrame(Event.gap(next.room(), gap)));
          }
          channel.write(new TextWebSocketFrame(next.event()));
        }
        channel.flush();
        if (queue.isEmpty()) {
          farewell.run();
          farewell = () -> {};
        }
      }
    }
  }
}
