package dev.syslab.labs.websocketchat;

import com.fasterxml.jackson.core.JsonProcessingException;
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
    return json("joined", room, Map.of("offset", offset, "members", members, "history", history));
  }

  public static String left(String room) {
    return json("left", room, Map.of());
  }

  public static String ack(String room, String id, long offset) {
    return json("ack", room, Map.of("id", id, "offset", offset));
  }

  public static String message(String room, Message message) {
    return json(
        "message",
        room,
        Map.of(
            "offset", message.offset(),
            "user", message.user(),
            "id", message.id(),
            "text", message.text()));
  }

  public static String presence(String room, String user, boolean online) {
    return json("presence", room, Map.of("user", user, "online", online));
  }

  public static String error(BadRequestException error) {
    return json("error", null, Map.of("code", error.code(), "message", error.getMessage()));
  }

  private static String json(String type, String room, Map<String, ?> more) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("type", type);
    if (room != null) {
      event.put("room", room);
    }
    event.putAll(more);
    try {
      return JSON.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
