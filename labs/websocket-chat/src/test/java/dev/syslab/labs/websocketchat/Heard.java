package dev.syslab.labs.websocketchat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One event that a client has heard. */
record Heard(JsonNode json) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Heard of(String text) {
    try {
      return new Heard(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      throw new AssertionError("the server sent a text that is not JSON\nseen: " + text, e);
    }
  }

  static Heard of(Frame frame) {
    return of(new String(frame.payload(), StandardCharsets.UTF_8));
  }

  /** The type of the event in a frame, or the kind of the frame. */
  static String type(Frame frame) {
    return frame.opcode() == Frame.TEXT ? of(frame).type() : frame.toString();
  }

  String type() {
    return text("type");
  }

  boolean is(String type) {
    return type.equals(type());
  }

  String text(String name) {
    return json.path(name).asText();
  }

  long offset() {
    if (!json.path("offset").isIntegralNumber()) {
      throw new AssertionError("an event without a whole number as its offset\nseen: " + json);
    }
    return json.path("offset").asLong();
  }

  /** The end of the room, in “joined”. */
  Position position() {
    String epoch = text("epoch");
    if (!Request.fits(epoch, ChatServer.LONGEST_NAME)) {
      throw new AssertionError("“joined” without an epoch of 1 to 64 bytes\nseen: " + this);
    }
    return new Position(epoch, offset());
  }

  /** Whether the history is exactly what was missed; null if the event does not say. */
  Boolean recovered() {
    return json.path("recovered").isBoolean() ? json.path("recovered").asBoolean() : null;
  }

  /** Offset, user, id and text of a message. */
  List<String> said() {
    return List.of("" + offset(), text("user"), text("id"), text("text"));
  }

  List<String> members() {
    List<String> members = new ArrayList<>();
    json.path("members").forEach(member -> members.add(member.asText()));
    return members;
  }

  List<Heard> history() {
    List<Heard> history = new ArrayList<>();
    json.path("history").forEach(message -> history.add(new Heard(message)));
    return history;
  }

  @Override
  public String toString() {
    String text = json.toString();
    return text.length() < 200 ? text : text.substring(0, 200) + "…";
  }
}
