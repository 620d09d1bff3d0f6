package dev.syslab.subject.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.syslab.subject.ConnectsTo;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The subject protocol's JSON, for both ends: arguments by name, a result, an error. {@code
 * Duration} and {@code Instant} are ISO-8601 strings, {@code byte[]} is Base64, an empty {@code
 * Optional} is {@code null}.
 */
public final class Wire {
  /** The status of an answer that carries a result. */
  public static final int OK = 200;

  /** The status of an answer that carries an error which the contract declares. */
  public static final int CONTRACT_ERROR = 422;

  /** The status of "not implemented yet": the body names the stage. */
  public static final int NOT_IMPLEMENTED = 501;

  /** The status of a call that failed in a way that the contract does not declare. */
  public static final int FAILED = 500;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .serializationInclusion(JsonInclude.Include.ALWAYS)
          .build();

  private Wire() {}

  /** An error's body. {@code stage} is 0 except for "not implemented". */
  public record Problem(String error, String message, int stage) {}

  /** The request body: one member for each parameter, by its name. */
  public static byte[] arguments(Method method, Object[] arguments) {
    ObjectNode body = JSON.createObjectNode();
    Parameter[] parameters = method.getParameters();
    for (int i = 0; i < parameters.length; i++) {
      body.set(parameters[i].getName(), JSON.valueToTree(arguments[i]));
    }
    return bytes(body);
  }

  /**
   * The arguments of a request body, in the method's order.
   *
   * @throws IOException if the body is not a JSON object, or a member is missing or has the wrong
   *     type
   */
  public static Object[] arguments(Method method, byte[] body) throws IOException {
    JsonNode tree = JSON.readTree(body);
    if (tree == null || !tree.isObject()) {
      throw new IOException("the body must be a JSON object of named arguments");
    }
    List<Object> arguments = new ArrayList<>();
    for (Parameter parameter : method.getParameters()) {
      JsonNode value = tree.get(parameter.getName());
      if (value == null) {
        throw new IOException("the argument " + parameter.getName() + " is missing");
      }
      arguments.add(read(value, parameter.getParameterizedType()));
    }
    return arguments.toArray();
  }

  /** The texts among the arguments that name servers to which the subject connects. */
  public static List<String> addresses(Method method, Object[] arguments) {
    List<String> texts = new ArrayList<>();
    Parameter[] parameters = method.getParameters();
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i].isAnnotationPresent(ConnectsTo.class)) {
        texts.addAll(
            arguments[i] instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(arguments[i])));
      }
    }
    return texts;
  }

  /** A result's or a problem's body. */
  public static byte[] bytes(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "a contract's values must be records, numbers, strings, lists, Duration, Instant and byte[]: "
              + e.getOriginalMessage(),
          e);
    }
  }

  /**
   * Reads a result.
   *
   * @throws IOException if the body is not JSON, or is JSON of another shape
   */
  public static Object result(byte[] body, Type type) throws IOException {
    if (type == void.class) {
      return null;
    }
    return read(JSON.readTree(body), type);
  }

  /**
   * Reads a problem.
   *
   * @throws IOException if the body is not a JSON object with a member {@code error}
   */
  public static Problem problem(byte[] body) throws IOException {
    JsonNode tree = JSON.readTree(body);
    if (tree == null || !tree.path("error").isTextual()) {
      throw new IOException("an error's body must be {\"error\": \"<type>\", \"message\": \"…\"}");
    }
    return new Problem(
        tree.path("error").asText(), tree.path("message").asText(""), tree.path("stage").asInt(0));
  }

  /**
   * The exception types that a method may answer with 422: what it declares, and the two that every
   * contract may use.
   */
  public static List<Class<?>> contractErrors(Method method) {
    return Stream.concat(
            Stream.of(method.getExceptionTypes()),
            Stream.of(IllegalArgumentException.class, IllegalStateException.class))
        .toList();
  }

  private static Object read(JsonNode value, Type type) throws IOException {
    return JSON.readerFor(JSON.constructType(type)).readValue(value);
  }
}
