package dev.syslab.kit;

import dev.syslab.kit.verdict.Inconclusive;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.assertj.core.api.AbstractAssert;

/** Assertions on a {@link History}. */
public final class HistoryAssert<T> extends AbstractAssert<HistoryAssert<T>, History<T>> {

  HistoryAssert(History<T> actual) {
    super(actual, HistoryAssert.class);
  }

  /** Every call was acknowledged. */
  public HistoryAssert<T> acknowledgedAll() {
    List<Attempt<T>> failures = actual.failures();
    if (!failures.isEmpty()) {
      failWithMessage(
          "%d of %d calls were not acknowledged; the first: %s",
          failures.size(), actual.attempts().size(), failures.get(0));
    }
    return this;
  }

  /** Every call returned the same value. */
  public HistoryAssert<T> observedOnly(T value) {
    List<T> others = actual.results().stream().filter(seen -> !seen.equals(value)).toList();
    if (!others.isEmpty()) {
      failWithMessage(
          "all should have seen %s; %d saw something else: %s",
          Text.of(value), others.size(), Text.few(others));
    }
    return this;
  }

  /** The integers from first to last were each observed exactly once, and no others. */
  public HistoryAssert<T> observedEachOnce(long first, long last) {
    Map<Long, Integer> times = new TreeMap<>();
    actual.results().forEach(value -> times.merge(((Number) value).longValue(), 1, Integer::sum));
    List<Long> missing =
        LongStream.rangeClosed(first, last).boxed().filter(n -> !times.containsKey(n)).toList();
    List<Long> outside = times.keySet().stream().filter(n -> n < first || n > last).toList();
    String twice =
        times.entrySet().stream()
            .filter(entry -> entry.getValue() > 1)
            .limit(5)
            .map(entry -> "%d (%d times)".formatted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty() || !outside.isEmpty() || !twice.isEmpty()) {
      failWithMessage(
          "%d to %d should each be seen once; never seen: %s; seen more than once: %s; not expected: %s",
          first, last, orNone(Text.few(missing)), orNone(twice), orNone(Text.few(outside)));
    }
    return this;
  }

  /** Everything that was acknowledged was observed. */
  public HistoryAssert<T> lostNothing() {
    demandRecords();
    List<T> lost = actual.lost();
    if (!lost.isEmpty()) {
      failWithMessage(
          "%d acknowledged values were never seen again: %s", lost.size(), Text.few(lost));
    }
    return this;
  }

  /** Everything that was observed had been attempted. */
  public HistoryAssert<T> nothingUnexpected() {
    demandRecords();
    List<T> unexpected = actual.unexpected();
    if (!unexpected.isEmpty()) {
      failWithMessage(
          "%d values were seen that nobody wrote: %s", unexpected.size(), Text.few(unexpected));
    }
    return this;
  }

  /** Nothing was observed more than once. */
  public HistoryAssert<T> nothingDuplicated() {
    Map<T, Integer> duplicated = actual.duplicated();
    if (!duplicated.isEmpty()) {
      failWithMessage(
          "%d values were seen more than once: %s",
          duplicated.size(), Text.few(duplicated.keySet()));
    }
    return this;
  }

  /** No read that began after a write was acknowledged returned an older value. */
  public HistoryAssert<T> nothingStale(Comparator<? super T> byAge) {
    demandRecords();
    var stale = actual.stale(byAge);
    if (!stale.isEmpty()) {
      failWithMessage(
          "%d reads began after a newer value had been acknowledged, and still saw an old one: %s",
          stale.size(), Text.few(stale.stream().map(History.Observation::value).toList()));
    }
    return this;
  }

  /**
   * The results of calls do not say what was written, so these assertions need a recorded history.
   */
  private void demandRecords() {
    if (!actual.recorded()) {
      throw new Inconclusive(
          "nothing was recorded as attempted or acknowledged, so this history cannot tell what was lost, unexpected or stale");
    }
  }

  private static String orNone(String text) {
    return text.isEmpty() ? "none" : text;
  }
}
