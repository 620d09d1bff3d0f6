package dev.syslab.labs.websocketchat;

import java.util.LinkedHashMap;
import java.util.Map;

/** The answer to an HTTP request. Provided. */
public record Reply(int status, Map<String, String> headers, String body) {
  public static Reply of(int status) {
    return new Reply(status, Map.of(), "");
  }

  public Reply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, more, body);
  }
}
