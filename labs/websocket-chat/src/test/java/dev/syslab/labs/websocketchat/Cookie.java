package dev.syslab.labs.websocketchat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a server has set: a cookie and its attributes. */
record Cookie(String value, List<String> attributes) {

  static Cookie of(String value) {
    return new Cookie(value, List.of());
  }

  static Cookie parse(String header) {
    List<String> parts = Arrays.asList(header.strip().split("; *"));
    String[] pair = parts.get(0).split("=", 2);
    if (pair.length < 2 || !pair[0].equals(ChatServer.COOKIE)) {
      throw new AssertionError(
          "expected: a cookie “" + ChatServer.COOKIE + "”\nseen: Set-Cookie: " + header);
    }
    String value = pair[1].replaceAll("^\"|\"$", "");
    return new Cookie(value, parts.subList(1, parts.size()));
  }

  boolean has(String attribute) {
    return attributes.stream()
        .anyMatch(one -> one.toLowerCase(Locale.ROOT).equals(attribute.toLowerCase(Locale.ROOT)));
  }

  /** As a client sends it back. */
  String header() {
    return "Cookie: " + ChatServer.COOKIE + "=" + value;
  }
}
