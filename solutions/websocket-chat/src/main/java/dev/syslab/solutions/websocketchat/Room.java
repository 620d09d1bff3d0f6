package dev.syslab.solutions.websocketchat;

import dev.syslab.labs.websocketchat.ChatServer;
import dev.syslab.labs.websocketchat.Event;
import dev.syslab.labs.websocketchat.Message;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One room: who is in it, and what was said.
 *
 * <p>One lock guards all of it, and is held while an event is handed to every member. So each
 * member's queue gets the room's events in the same order, and a client that joins is shown the
 * history up to one message and gets everything from the next one on. Handing an event over never
 * waits.
 */
public class Room {
  protected final String name;
  protected final Map<String, Set<Connection>> members = new LinkedHashMap<>();
  protected final Deque<Message> history = new ArrayDeque<>();
  private final Map<Repeat, Message> recent = new LinkedHashMap<>();
  protected long offset;

  public Room(String name) {
    this.name = name;
  }

  /** What makes two messages the same one: an id belongs to its user. */
  public record Repeat(String user, String id) {}

  public synchronized void join(Connection connection) {
    Set<Connection> mine =
        members.computeIfAbsent(connection.user(), user -> new LinkedHashSet<>());
    boolean isNew = mine.add(connection);
    connection.send(
        Event.joined(name, offset, List.copyOf(members.keySet()), List.copyOf(history)));
    if (isNew && mine.size() == 1) {
      tellOthers(connection, Event.presence(name, connection.user(), true));
    }
  }

  public synchronized void leave(Connection connection) {
    Set<Connection> mine = members.getOrDefault(connection.user(), Set.of());
    if (mine.remove(connection) && mine.isEmpty()) {
      members.remove(connection.user());
      tellOthers(connection, Event.presence(name, connection.user(), false));
    }
  }

  /**
   * Stores a message and hands it to every member, unless it is a repeated one; acknowledges both.
   */
  public synchronized void say(Connection connection, String id, String text) {
    Repeat repeat = repeat(connection, id);
    Message message = recent.get(repeat);
    if (message == null) {
      message = new Message(nextOffset(), connection.user(), id, text);
      recent.put(repeat, message);
      keepLast(recent.keySet(), ChatServer.REMEMBERED);
      history.add(message);
      keepLast(history, ChatServer.HISTORY);
      publish(connection, message);
    }
    connection.send(Event.ack(name, id, message.offset()));
  }

  protected long nextOffset() {
    return ++offset;
  }

  protected Repeat repeat(Connection connection, String id) {
    return new Repeat(connection.user(), id);
  }

  protected void publish(Connection sender, Message message) {
    tellOthers(null, Event.message(name, message));
  }

  protected void tellOthers(Connection but, String event) {
    members.values().stream()
        .flatMap(Set::stream)
        .filter(member -> member != but)
        .forEach(member -> member.send(event));
  }

  protected void keepLast(Collection<?> all, int most) {
    while (all.size() > most) {
      var oldest = all.iterator();
      oldest.next();
      oldest.remove();
    }
  }
}
