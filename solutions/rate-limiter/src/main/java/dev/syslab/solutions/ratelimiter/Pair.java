package dev.syslab.solutions.ratelimiter;

import dev.syslab.labs.ratelimiter.Limit;

/** A route and a client, which share a count. */
public record Pair(String route, String client) {

  /**
   * A string that no other pair has: because of the length prefix, "a" and "b:c" differ from "a:b"
   * and "c".
   */
  public String text() {
    return route.length() + ":" + route + ":" + client;
  }

  /**
   * The key of a limit's count. A changed amount keeps the count; a changed algorithm starts from
   * zero.
   */
  public String key(Limit limit) {
    return "limit:" + text() + ":" + limit.name() + ":" + limit.algorithm();
  }
}
