package dev.syslab.solutions.ratelimiter;

import dev.syslab.labs.ratelimiter.Limit;

/** A route and a client: what is counted together. */
public record Pair(String route, String client) {

  /**
   * A text that no other pair has: with the length in front, "a" and "b:c" are not "a:b" and "c".
   */
  public String text() {
    return route.length() + ":" + route + ":" + client;
  }

  /** The key of a limit's count. A changed amount keeps it; another algorithm counts anew. */
  public String key(Limit limit) {
    return "limit:" + text() + ":" + limit.name() + ":" + limit.algorithm();
  }
}
