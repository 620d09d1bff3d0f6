package dev.syslab.labs.websocketchat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;

/**
 * A client's request. Provided.
 *
 * @param id for SEND only, otherwise null
 * @param text for SEND only, otherwise null
 * @param since for a JOIN that resumes at a node of a cluster only, otherwise null
 */
public record Request(Type type, String room, String id, String text, Position since) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  public enum Type {
    JOIN,
    LEAVE,
    SEND
  }

  /**
   * Parses a text message and checks every bound of sections 2 to 6. A {@code since} is ignored,
   * like everything else that these sections do not define.
   *
   * @throws BadRequestException if it is not a valid request
   */
  public static Request parse(String message) throws BadRequestException {
    return parse(message, false);
  }

  /**
   * The same, for section 7: a JOIN may have a {@code since}.
   *
   * @throws BadRequestException if it is not a valid request
   */
  public static Request parseResuming(String message) throws BadRequestException {
    return parse(message, true);
  }

  private static Request parse(String message, boolean resuming) throws BadRequestException {
    JsonNode json = json(message);
    Type type = type(json.path("type").asText());
    String room = string(json, "room", ChatServer.LONGEST_NAME);
    if (type != Type.SEND) {
      Position since = resuming && type == Type.JOIN ? since(json) : null;
      return new Request(type, room, null, null, since);
    }
    String id = string(json, "id", ChatServer.LONGEST_NAME);
    return new Request(type, room, id, string(json, "text", ChatServer.LONGEST_TEXT), null);
  }

  private static Position since(JsonNode json) throws BadRequestException {
    if (!json.has("since")) {
      return null;
    }
    JsonNode since = json.get("since");
    JsonNode offset = since.path("offset");
    String epoch = string(since, "epoch", ChatServer.LONGEST_NAME);
    if (!offset.isIntegralNumber() || !offset.canConvertToLong() || offset.asLong() < 0) {
      throw invalid("offset must be a whole number, not negative");
    }
    return new Position(epoch, offset.asLong());
  }

  private static JsonNode json(String message) throws BadRequestException {
    try {
      JsonNode json = JSON.readTree(message);
      if (json.isObject() && json.path("type").isTextual()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      throw invalid("not JSON: " + e.getOriginalMessage());
    }
    throw invalid("must be a JSON object with a type");
  }

  private static Type type(String name) throws BadRequestException {
    return switch (name) {
      case "join" -> Type.JOIN;
      case "leave" -> Type.LEAVE;
      case "send" -> Type.SEND;
      default -> throw invalid("type must be join, leave or send");
    };
  }

  private static String string(JsonNode json, String name, int most) throws BadRequestException {
    JsonNode value = json.path(name);
    if (!value.isTextual()
        || !fits(value.asText(), most)
        || !StandardCharsets.UTF_8.newEncoder().canEncode(value.asText())) {
      throw invalid(name + " must be a string of 1 to " + most + " bytes of UTF-8");
    }
    return value.asText();
  }

  /** Whether a text has 1 to this many bytes of UTF-8. */
  public static boolean fits(String text, int most) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return bytes >= 1 && bytes <= most;
  }

  private static BadRequestException invalid(String why) {
    return new BadRequestException("invalid", why);
  }
}
