package dev.syslab.labs.websocketchat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the server tells its clients, as JSON. Provided. */
public final class Event {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Event() {}

  public static String joined(
      String room, long offset, Collection<String> members, List<Message> history) {
    return json("joined", "room", room, "offset", offset, "members", members, "history", history);
  }

  /**
   * For nodes of a cluster.
   *
   * @param at the room's epoch, and its last message's offset
   * @param recovered whether the history is exactly what was missed; null if the client does not
   *     resume
   */
  public static String joined(
      String room,
      Position at,
      Boolean recovered,
      Collection<String> members,
      List<Message> history) {
    Map<String, Object> event = event("joined", "room", room, "epoch", at.epoch());
    event.put("offset", at.offset());
    if (recovered != null) {
      event.put("recovered", recovered);
    }
    event.put("members", members);
    event.put("history", history);
    return json(event);
  }

  public static String left(String room) {
    return json("left", "room", room);
  }

  public static String ack(String room, String id, long offset) {
    return json("ack", "room", room, "id", id, "offset", offset);
  }

  public static String message(String room, Message message) {
    Map<String, Object> event = event("message", "room", room);
    event.putAll(JSON.convertValue(message, new TypeReference<Map<String, Object>>() {}));
    return json(event);
  }

  public static String presence(String room, String user, boolean online) {
    return json("presence", "room", room, "user", user, "online", online);
  }

  public static String gap(String room, long offset) {
    return json("gap", "room", room, "offset", offset);
  }

  public static String error(BadRequestException error) {
    return json("error", "code", error.code(), "message", error.getMessage());
  }

  private static String json(String type, Object... more) {
    return json(event(type, more));
  }

  private static Map<String, Object> event(String type, Object... namesAndValues) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("type", type);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      event.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return event;
  }

  private static String json(Map<String, Object> event) {
    try {
      return JSON.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
