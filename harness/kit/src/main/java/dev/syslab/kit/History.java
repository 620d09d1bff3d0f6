package dev.syslab.kit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was attempted, acknowledged and observed, of any kind of value: totals, messages, versions.
 * From these it derives what was lost (acknowledged, never observed), unexpected (observed, never
 * attempted), duplicated, and stale (an observation that began after a newer value had been
 * acknowledged). Thread-safe.
 */
public final class History<T> {
  private final List<Attempt<T>> attempts = new ArrayList<>();
  private final Set<T> attempted = new LinkedHashSet<>();
  private final Map<T, Instant> acknowledged = new LinkedHashMap<>();
  private final List<Observation<T>> observed = new ArrayList<>();

  /**
   * An observed value.
   *
   * @param began when the read began; {@code at} is when it returned the value
   */
  public record Observation<T>(T value, Instant began, Instant at) {}

  /** An empty history to record into. */
  public static <T> History<T> empty() {
    return new History<>();
  }

  /** A history of calls: every acknowledged result counts as observed. */
  static <T> History<T> ofAttempts(Collection<Attempt<T>> attempts) {
    History<T> history = new History<>();
    history.attempts.addAll(attempts);
    for (Attempt<T> attempt : attempts) {
      if (attempt.acknowledged()) {
        history.observed.add(new Observation<>(attempt.result(), attempt.began(), attempt.ended()));
      }
    }
    return history;
  }

  /** Records that a value is about to be written or sent. */
  public synchronized void attempted(T value) {
    attempted.add(value);
  }

  /** Records that the subject has confirmed a value. */
  public synchronized void acknowledged(T value) {
    attempted.add(value);
    acknowledged.put(value, Instant.now());
  }

  /** Records a value that was returned by a read that began at the given time. */
  public synchronized void observed(T value, Instant began) {
    observed.add(new Observation<>(value, began, Instant.now()));
  }

  /** The calls of this history; empty for a recorded one. */
  public synchronized List<Attempt<T>> attempts() {
    return List.copyOf(attempts);
  }

  /** Whether anything was recorded as attempted or acknowledged. */
  synchronized boolean recorded() {
    return !attempted.isEmpty();
  }

  /** The observations, in the order in which they were recorded. */
  public synchronized List<T> results() {
    return observed.stream().map(Observation::value).toList();
  }

  /** The calls that were not acknowledged. */
  public synchronized List<Attempt<T>> failures() {
    return attempts.stream().filter(attempt -> !attempt.acknowledged()).toList();
  }

  /** Acknowledged, never observed. */
  public synchronized List<T> lost() {
    Set<T> seen = new LinkedHashSet<>(results());
    return acknowledged.keySet().stream().filter(value -> !seen.contains(value)).toList();
  }

  /** Observed, never attempted. */
  public synchronized List<T> unexpected() {
    return results().stream().filter(value -> !attempted.contains(value)).distinct().toList();
  }

  /** Values that were observed more than once, with their counts. */
  public synchronized Map<T, Integer> duplicated() {
    Map<T, Integer> times = new HashMap<>();
    results().forEach(value -> times.merge(value, 1, Integer::sum));
    times.values().removeIf(count -> count == 1);
    return times;
  }

  /** Observations that began after a value that is newer in this order had been acknowledged. */
  public synchronized List<Observation<T>> stale(Comparator<? super T> byAge) {
    return observed.stream()
        .filter(
            look ->
                acknowledged.entrySet().stream()
                    .anyMatch(
                        write ->
                            write.getValue().isBefore(look.began())
                                && byAge.compare(write.getKey(), look.value()) > 0))
        .toList();
  }
}
