package dev.syslab.labs.caching;

import dev.syslab.kit.Wait;
import java.time.Duration;

/** Finds out why views are missing that were acknowledged. */
record Missing(Views views) {
  private static final int OTHERS = 3;
  private static final Duration LATER = Duration.ofSeconds(5);

  /**
   * @param lost the likely cause if other views are stored: then it is no flusher that is missing
   */
  String cause(long acknowledged, String lost) {
    Views others = new Views(views.servers(), views.postgres(), views.id() + "?");
    for (int i = 0; i < OTHERS; i++) {
      for (int server = 0; server < views.servers().size(); server++) {
        views.servers().attempt(server, others::viewed);
      }
      if (Wait.atMost(LATER.dividedBy(OTHERS), () -> views.stored() >= acknowledged)) {
        return "the views were stored too late: a flusher waited for a lock that a killed flusher held";
      }
    }
    return others.stored() > 0
        ? lost
        : "no flusher runs, or it is blocked by a lock: views of another product, counted after that,"
            + " are not stored either";
  }
}
