package dev.syslab.solutions.ratelimiter.alternatives;

import dev.syslab.labs.ratelimiter.RateLimiter;
import dev.syslab.solutions.ratelimiter.Pair;
import dev.syslab.solutions.ratelimiter.Script;
import dev.syslab.solutions.ratelimiter.Server;
import dev.syslab.solutions.ratelimiter.Servers;
import dev.syslab.solutions.ratelimiter.Slots;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import redis.clients.jedis.exceptions.JedisException;

/** A pair's slots are one text: an id and its expiry on each line. */
final class WatchedSlots extends Slots {
  private static final long LEASE_MICROS = RateLimiter.SLOT_LEASE.toMillis() * 1_000;

  WatchedSlots(Servers servers) {
    super(servers);
  }

  @Override
  protected boolean run(Script script, Pair pair, String... arguments) {
    String id = arguments[0];
    return Watched.change(
        servers.of(pair),
        "slots:" + pair.text(),
        (seen, now) -> {
          Map<String, Long> ends = parsed(seen, now);
          boolean done;
          if (script == ACQUIRE) {
            done = ends.size() < Integer.parseInt(arguments[1]);
            if (done) {
              ends.put(id, now + LEASE_MICROS);
            }
          } else if (script == RENEW) {
            done = ends.replace(id, now + LEASE_MICROS) != null;
          } else {
            done = ends.remove(id) != null;
          }
          return new Watched.Change<>(done ? text(ends) : null, 2 * LEASE_MICROS / 1_000, done);
        });
  }

  @Override
  protected void renew(Server server, List<String> ids) {
    Map<String, Watched.Step<List<String>>> steps = new HashMap<>();
    ids.stream()
        .collect(Collectors.groupingBy(id -> key(pair(id).orElseThrow())))
        .forEach((key, own) -> steps.put(key, (seen, now) -> renewal(own, seen, now)));
    try {
      Watched.changeAll(server, steps).forEach(held::removeAll);
    } catch (JedisException away) {
      notRenewed(away);
    }
  }

  /** Extends the slots that have not expired; returns those that have. */
  private static Watched.Change<List<String>> renewal(List<String> ids, String seen, long now) {
    Map<String, Long> ends = parsed(seen, now);
    List<String> gone =
        ids.stream().filter(id -> ends.replace(id, now + LEASE_MICROS) == null).toList();
    boolean any = gone.size() < ids.size();
    return new Watched.Change<>(any ? text(ends) : null, 2 * LEASE_MICROS / 1_000, gone);
  }

  /**
   * The slots without the expired ones. A client's name may contain a line break, so it is encoded.
   */
  private static Map<String, Long> parsed(String text, long now) {
    Map<String, Long> ends = new HashMap<>();
    for (String line : text == null || text.isEmpty() ? new String[0] : text.split("\n")) {
      int space = line.indexOf(' ');
      long end = Long.parseLong(line.substring(0, space));
      if (end > now) {
        ends.put(line.substring(space + 1).translateEscapes(), end);
      }
    }
    return ends;
  }

  private static String text(Map<String, Long> ends) {
    return ends.entrySet().stream()
        .map(
            slot ->
                slot.getValue()
                    + " "
                    + slot.getKey().replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r"))
        .collect(Collectors.joining("\n"));
  }
}
