package dev.syslab.solutions.ratelimiter.alternatives;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.solutions.ratelimiter.Counts;
import dev.syslab.solutions.ratelimiter.Pair;
import dev.syslab.solutions.ratelimiter.Server;
import dev.syslab.solutions.ratelimiter.TakeScript;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All counts of a pair are one document, so that one WATCH covers them. */
final class WatchedCounts extends Counts {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<TreeMap<String, WatchedCount>> DOCUMENT =
      new TypeReference<>() {};

  WatchedCounts() {
    super(TakeScript.of(""));
  }

  @Override
  public Taken take(Server server, Pair pair, List<Limit> limits, long cost, long most) {
    return Watched.change(
        server,
        "counts:" + pair.text(),
        (seen, now) -> {
          Map<String, WatchedCount> document = parsed(seen);
          document.values().removeIf(count -> count.gone <= now);
          List<WatchedCount> counts = new ArrayList<>();
          long room = most;
          for (Limit limit : limits) {
            WatchedCount count =
                document.computeIfAbsent(
                    limit.name() + ":" + limit.algorithm(), name -> new WatchedCount());
            count.look(limit, now);
            counts.add(count);
            room = Math.min(room, (long) Math.floor(count.room() + WatchedCount.TINY));
          }
          long taken = room >= cost ? room : 0;
          if (taken > 0) {
            counts.forEach(count -> count.add(taken));
          }
          List<State> states =
              counts.stream().map(count -> state(count, taken > 0 ? 1 : cost)).toList();
          long last = document.values().stream().mapToLong(count -> count.gone).max().orElse(now);
          return new Watched.Change<>(
              taken > 0 ? text(document) : null,
              (last - now) / 1_000 + 1_000,
              new Taken(taken, states));
        });
  }

  private static State state(WatchedCount count, long units) {
    return new State(
        Math.max(0, (long) Math.floor(count.room() + WatchedCount.TINY)),
        Duration.of((long) Math.ceil(count.delay(units)), ChronoUnit.MICROS),
        Duration.of((long) Math.ceil(count.reset()), ChronoUnit.MICROS));
  }

  private static Map<String, WatchedCount> parsed(String text) {
    try {
      return text == null ? new TreeMap<>() : JSON.readValue(text, DOCUMENT);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Map<String, WatchedCount> document) {
    try {
      return JSON.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
