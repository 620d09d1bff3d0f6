package dev.syslab.solutions.websocketchat;

import dev.syslab.labs.websocketchat.ChatServer;
import dev.syslab.labs.websocketchat.Cluster;
import dev.syslab.labs.websocketchat.Message;
import dev.syslab.labs.websocketchat.Position;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.resps.StreamEntry;

/**
 * What all nodes share: of each room its last messages and who is present.
 *
 * <p>A room's messages are a stream, and the id of each is {@code epoch-offset}. The epoch is the
 * time in ms at which the room began. So a reader that asks for what comes after its position finds
 * what it missed, however long it was away; and if Redis loses the room, the new numbering comes
 * after the old one, and cannot be mistaken for it.
 */
public class SharedLog implements AutoCloseable {
  static final String LOG = "log:";
  static final String CHANGES = "changes";

  protected final RedisCalls redis;
  protected final Cluster cluster;

  /** Another one after each start: what a dead process has left must not look alive. */
  protected final String node;

  public SharedLog(RedisCalls redis, Cluster cluster) {
    this(redis, cluster, UUID.randomUUID().toString());
  }

  protected SharedLog(RedisCalls redis, Cluster cluster, String node) {
    this.redis = redis;
    this.cluster = cluster;
    this.node = node;
  }

  /** The end of a room's messages; recovered is null if nobody resumes. */
  public record Past(Position end, Boolean recovered, List<Message> messages) {}

  public String node() {
    return node;
  }

  /** Stores a message, unless it is a repeated one; returns its offset. */
  public long say(String room, String user, String id, String text) {
    List<String> keys = List.of("meta:" + room, LOG + room, "ids:" + room);
    List<String> arguments =
        List.of(
            repeat(user, id),
            Integer.toString(cluster.kept()),
            Integer.toString(ChatServer.REMEMBERED),
            user,
            id,
            text);
    return (Long) redis.call(client -> client.eval(Scripts.SAY, keys, arguments));
  }

  /** What makes two messages the same one: an id belongs to its user. */
  protected String repeat(String user, String id) {
    return user.length() + " " + user + id;
  }

  /** What a newcomer is shown: all that was missed, or the last messages. */
  public Past past(String room, Position since) {
    Past past = read(room, since);
    if (since == null) {
      return past;
    }
    if (past.end().epoch().equals(since.epoch())
        && past.messages().size() == past.end().offset() - since.offset()) {
      return new Past(past.end(), true, past.messages());
    }
    Past last = read(room, null);
    return new Past(last.end(), false, last.messages());
  }

  private Past read(String room, Position since) {
    List<String> keys = List.of("meta:" + room, LOG + room);
    List<String> arguments =
        List.of(
            since == null ? "" : since.epoch(),
            since == null ? "0" : Long.toString(since.offset()),
            Integer.toString(ChatServer.HISTORY));
    List<?> answer = (List<?>) redis.call(client -> client.eval(Scripts.PAST, keys, arguments));
    List<Message> messages = new ArrayList<>();
    for (Object entry : (List<?>) answer.get(2)) {
      List<?> fields = (List<?>) ((List<?>) entry).get(1);
      long offset = new StreamEntryID((String) ((List<?>) entry).get(0)).getSequence();
      messages.add(
          new Message(
              offset, (String) fields.get(1), (String) fields.get(3), (String) fields.get(5)));
    }
    Collections.reverse(messages);
    return new Past(new Position((String) answer.get(0), (Long) answer.get(1)), null, messages);
  }

  /** What was said after one position, up to another one of the same epoch. */
  public List<Message> between(String room, Position from, Position to) {
    StreamEntryID first = new StreamEntryID(Long.parseLong(from.epoch()), from.offset() + 1);
    return redis.call(client -> client.xrange(LOG + room, first, id(to))).stream()
        .map(SharedLog::message)
        .toList();
  }

  static StreamEntryID id(Position position) {
    return new StreamEntryID(Long.parseLong(position.epoch()), position.offset());
  }

  static Message message(StreamEntry entry) {
    return new Message(
        entry.getID().getSequence(),
        entry.getFields().get("user"),
        entry.getFields().get("id"),
        entry.getFields().get("text"));
  }

  /**
   * Says who is in a room at this node, which is believed for three quarters of the time that dead
   * nodes' members may stay; returns who is in it anywhere.
   */
  public List<String> present(String room, Collection<String> here) {
    List<String> arguments = new ArrayList<>();
    arguments.add(node);
    arguments.add(Long.toString(cluster.presence().toMillis() * 3 / 4));
    arguments.add(room);
    arguments.addAll(here);
    List<String> keys = List.of("present:" + room, "nodes", CHANGES);
    List<?> users = (List<?>) redis.call(client -> client.eval(Scripts.PRESENT, keys, arguments));
    return users.stream().map(String.class::cast).toList();
  }

  @Override
  public void close() {
    redis.close();
  }
}
