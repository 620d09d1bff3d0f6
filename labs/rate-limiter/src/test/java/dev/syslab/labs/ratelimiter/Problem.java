package dev.syslab.labs.ratelimiter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.Map;

/** The body of an answer that says what went wrong: RFC 9457. */
final class Problem {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Problem() {}

  /** The members of the problem; an error if the answer has none. */
  static Map<String, Object> of(HttpResponse<String> answer) {
    String type = answer.headers().firstValue("Content-Type").orElse("none");
    if (!type.startsWith("application/problem+json")) {
      throw new AssertionError(
          "the body of a %d%nexpected: application/problem+json%nseen: %s, “%s”"
              .formatted(answer.statusCode(), type, answer.body()));
    }
    try {
      return JSON.readValue(answer.body(), new TypeReference<Map<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw new AssertionError("the body of a problem is not JSON: “" + answer.body() + "”", e);
    }
  }
}
