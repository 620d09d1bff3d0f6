package dev.syslab.labs.ratelimiter;

import java.net.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A header field of an HTTP response that is a list of strings with whole numbers as parameters,
 * after RFC 9651: {@code "burst";q=5;w=1, "hourly";q=1000;w=3600}.
 */
record Fields(Map<String, Map<String, Long>> items) {
  private static final Pattern ITEM =
      Pattern.compile(
          "\\s*\"([^\"\\\\]*)\"((?:\\s*;\\s*[a-z*][a-z0-9_.*-]*(?:=-?\\d+)?)*)\\s*(,|$)");
  private static final Pattern PARAMETER =
      Pattern.compile(";\\s*([a-z*][a-z0-9_.*-]*)(?:=(-?\\d+))?");

  /** Reads a field; an error says what is wrong with it. */
  static Fields of(HttpHeaders headers, String name) {
    String text = String.join(", ", headers.allValues(name));
    if (text.isBlank()) {
      throw new AssertionError(
          "the response has no header field " + name + "; it has " + headers.map().keySet());
    }
    Map<String, Map<String, Long>> items = new LinkedHashMap<>();
    Matcher item = ITEM.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!item.find(at) || item.start() != at) {
        throw new AssertionError(
            "%s is not a list of strings with parameters: “%s”%nexpected: like “\"name\";r=3;t=7”"
                .formatted(name, text));
      }
      Map<String, Long> parameters = new LinkedHashMap<>();
      Matcher parameter = PARAMETER.matcher(item.group(2));
      while (parameter.find()) {
        parameters.put(
            parameter.group(1),
            parameter.group(2) == null ? 1 : Long.parseLong(parameter.group(2)));
      }
      items.put(item.group(1), parameters);
      at = item.end();
    }
    return new Fields(items);
  }

  /** A parameter of an item; an error if there is none. */
  long number(String item, String parameter) {
    Long number = items.getOrDefault(item, Map.of()).get(parameter);
    if (number == null) {
      throw new AssertionError(
          "no “%s” with the parameter %s in %s".formatted(item, parameter, items));
    }
    return number;
  }
}
