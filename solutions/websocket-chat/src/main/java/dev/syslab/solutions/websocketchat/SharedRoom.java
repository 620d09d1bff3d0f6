package dev.syslab.solutions.websocketchat;

import dev.syslab.labs.websocketchat.Event;
import dev.syslab.labs.websocketchat.Message;
import dev.syslab.labs.websocketchat.Position;
import dev.syslab.solutions.websocketchat.SharedLog.Past;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One node's part of a room: its members here, and how far all of them have heard it.
 *
 * <p>The position moves under the lock, one message after the other, and a client that joins is
 * first brought to the same position as all others. So nobody misses a message between the history
 * and what comes live, and nobody hears one twice. The lock is held during calls to Redis, which is
 * why no event loop may wait for it.
 */
public class SharedRoom extends Room {
  protected final SharedLog log;

  /** Who is present anywhere, as the members here have been told. */
  private Set<String> known = new LinkedHashSet<>();

  /** Null if nobody here listens. */
  protected Position position;

  private boolean announced;

  public SharedRoom(String name, SharedLog log) {
    super(name);
    this.log = log;
  }

  public String name() {
    return name;
  }

  /** After which message this node goes on reading; null if nobody here listens. */
  public synchronized Position position() {
    return position;
  }

  public synchronized void join(Connection connection, Position since) {
    List<String> here = new ArrayList<>(members.keySet());
    if (!members.containsKey(connection.user())) {
      here.add(connection.user());
    }
    announced = true;
    Set<String> users = new LinkedHashSet<>(log.present(name, here));
    Past past = log.past(name, since);
    tellChanges(users);
    catchUp(past.end());
    members.computeIfAbsent(connection.user(), user -> new LinkedHashSet<>()).add(connection);
    connection.send(Event.joined(name, past.end(), past.recovered(), users, past.messages()));
  }

  /** Brings the members here to the end of the room, so that a newcomer can begin there. */
  protected void catchUp(Position end) {
    if (position != null && position.epoch().equals(end.epoch())) {
      if (position.offset() < end.offset()) {
        log.between(name, position, end).forEach(message -> hear(end.epoch(), message));
      }
    } else if (position != null) {
      startOver();
    }
    position = end;
  }

  @Override
  public synchronized void leave(Connection connection) {
    Set<Connection> mine = members.getOrDefault(connection.user(), Set.of());
    if (!mine.remove(connection) || !mine.isEmpty()) {
      return;
    }
    members.remove(connection.user());
    if (members.isEmpty()) {
      position = null;
    }
    try {
      refresh();
    } catch (JedisException e) {
      // The next refresh says it.
    }
  }

  /** Without the lock: a message comes back to this node as to every other. */
  @Override
  public void say(Connection connection, String id, String text) {
    long offset = log.say(name, connection.user(), id, text);
    connection.send(Event.ack(name, id, offset));
  }

  /** The next message from Redis. */
  public synchronized void hear(String epoch, Message message) {
    if (position == null) {
      return;
    }
    if (!position.epoch().equals(epoch)) {
      startOver();
    } else if (message.offset() > position.offset()) {
      if (message.offset() > position.offset() + 1) {
        tellOthers(null, Event.gap(name, message.offset() - 1));
      }
      position = new Position(epoch, message.offset());
      tellOthers(null, Event.message(name, message));
    }
  }

  /** Redis has lost this room: what its members have heard is the past of another one. */
  protected void startOver() {
    position = null;
    members.values().forEach(mine -> mine.forEach(Connection::hangUp));
  }

  /** Says who is here, and tells the members here who else has come or gone. */
  public synchronized void refresh() {
    if (announced) {
      tellChanges(new LinkedHashSet<>(log.present(name, members.keySet())));
      announced = !members.isEmpty();
    }
  }

  private void tellChanges(Set<String> users) {
    for (String user : users) {
      if (!known.contains(user)) {
        tellOthers(null, Event.presence(name, user, true));
      }
    }
    for (String user : known) {
      if (!users.contains(user)) {
        tellOthers(null, Event.presence(name, user, false));
      }
    }
    known = users;
  }
}
