package dev.syslab.labs.websocketchat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What clients ask for, as JSON. */
final class Requests {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Requests() {}

  static String target(String user) {
    return "/chat?user=" + URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static String join(String room) {
    return json("type", "join", "room", room);
  }

  static String message(String room, String id, String text) {
    return json("type", "send", "room", room, "id", id, "text", text);
  }

  /** So many messages, numbered, that arrive together. */
  static byte[] flood(String room, String id, String text, int count) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      bytes.writeBytes(Frame.text(message(room, id + " " + i, text)).masked());
    }
    return bytes.toByteArray();
  }

  static String resume(String room, Position since) {
    ObjectNode json = JSON.createObjectNode().put("type", "join").put("room", room);
    json.putObject("since").put("epoch", since.epoch()).put("offset", since.offset());
    return json.toString();
  }

  static String json(String... namesAndValues) {
    ObjectNode json = JSON.createObjectNode();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      json.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return json.toString();
  }
}
