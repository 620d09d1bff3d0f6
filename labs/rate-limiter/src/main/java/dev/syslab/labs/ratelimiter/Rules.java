package dev.syslab.labs.ratelimiter;

import java.util.List;
import java.util.Map;

/**
 * The configuration of one route.
 *
 * @param limits 1 to 8, in the document's order
 * @param clients the limits of clients that have their own
 */
public record Rules(
    List<Limit> limits,
    OnFailure onFailure,
    int slots,
    int batch,
    Map<String, List<Limit>> clients) {

  /** The limits that apply to a client. */
  public List<Limit> limits(String client) {
    return clients.getOrDefault(client, limits);
  }
}
