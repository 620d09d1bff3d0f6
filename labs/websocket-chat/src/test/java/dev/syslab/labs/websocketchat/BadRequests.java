package dev.syslab.labs.websocketchat;

import static dev.syslab.labs.websocketchat.Requests.*;

import java.util.ArrayList;
import java.util.List;

/** Messages that are not requests, and upgrades that are refused. */
final class BadRequests {
  private BadRequests() {}

  static List<String> all() {
    List<String> bad = new ArrayList<>(List.of("", "tea", "[]", "7", "null", "{\"type\": 1}"));
    bad.add("{\"type\": \"join\"}");
    bad.add("{\"type\": \"JOIN\", \"room\": \"tea\"}");
    bad.add("{\"type\": \"join\", \"room\": [\"tea\"]}");
    bad.add("{\"type\": \"join\", \"room\": \"\"}");
    bad.add("{\"type\": \"join\", \"room\": \"%s\"}".formatted("x".repeat(65)));
    bad.add("{\"type\": \"join\", \"room\": \"%s\"}".formatted("€".repeat(22)));
    bad.add("{\"type\": \"join\", \"room\": \"half \\ud83e\"}");
    bad.add("{\"type\": \"join\", \"room\": \"tea\"} {}");
    bad.add(message("tea", "", "hello"));
    bad.add(message("tea", "x".repeat(65), "hello"));
    bad.add(message("tea", "1", ""));
    bad.add(message("tea", "1", "x".repeat(2_001)));
    bad.add(message("tea", "1", "€".repeat(667)));
    for (String half :
        List.of("\"1 \\ud83e\", \"text\": \"x\"", "\"1\", \"text\": \"\\udd8a x\"")) {
      bad.add("{\"type\": \"send\", \"room\": \"tea\", \"id\": %s}".formatted(half));
    }
    bad.add("{\"type\": \"send\", \"room\": \"tea\", \"id\": 1, \"text\": \"hello\"}");
    return bad;
  }

  /** Good ones for a member of the room “tea”, with more in them than the contract knows. */
  static List<String> withMore() {
    return List.of(
        "{\"type\": \"join\", \"room\": \"tea\", \"since\": 7, \"id\": 1}",
        "{\"type\": \"send\", \"room\": \"tea\", \"id\": \"more\", \"text\": \"x\", \"user\":"
            + " \"eve\", \"offset\": -1, \"more\": {\"type\": \"leave\"}}");
  }

  /** Queries that do not say who connects. */
  static List<String> queries() {
    List<String> queries = new ArrayList<>(List.of("", "?", "?name=ann"));
    for (String user : List.of("", "x".repeat(65), "%E2%82%AC".repeat(22))) {
      queries.add("?user=" + user);
    }
    for (String notUtf8 : List.of("%FF", "a%C3", "%C0%AF", "%ED%A0%80", "%4", "%zz")) {
      queries.add("?user=" + notUtf8);
    }
    return queries;
  }

  /** Targets at which there is no chat, whatever their query. */
  static List<String> targets() {
    List<String> targets = new ArrayList<>();
    for (String path :
        List.of("/", "/elsewhere", "/chatter", "/chat/", "/chat/tea", "/Chat", "/my/chat")) {
      targets.addAll(List.of(path, path + "?user=ann", path + "?user=%FF"));
    }
    return targets;
  }
}
