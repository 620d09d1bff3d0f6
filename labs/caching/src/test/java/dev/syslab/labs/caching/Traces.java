package dev.syslab.labs.caching;

import dev.syslab.kit.Notes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Reads by popularity, without and with a scan: once in a while somebody lists everything. */
final class Traces {
  private static final int KEYS = 60;
  private static final int READS = 500;
  private static final int CAPACITY = 8;
  private static final int SCAN = 30;
  // Keys that were read equally often, in another order than they came in.
  private static final List<String> TIES = List.of("abccbadacbbcdabdca".split(""));

  private Traces() {}

  static void expect(Catalogue catalogue, Eviction eviction, Random random, Notes notes) {
    new Oracle(eviction, 3).expect(TIES, catalogue.replay(eviction, 3, TIES));
    List<String> popular = popular(random);
    List<String> scanned = withScans(popular);
    List<Boolean> first = catalogue.replay(eviction, CAPACITY, popular);
    new Oracle(eviction, CAPACITY).expect(popular, first);
    List<Boolean> second = catalogue.replay(eviction, CAPACITY, scanned);
    new Oracle(eviction, CAPACITY).expect(scanned, second);
    // The scans' own reads never hit; what counts is what they do to the others.
    long hits = second.stream().filter(hit -> hit).count();
    notes.add(
        "hit ratio with room for %d of %d keys: %.1f %%; of the same reads with scans between: %.1f %%",
        CAPACITY,
        KEYS,
        100.0 * first.stream().filter(hit -> hit).count() / READS,
        100.0 * hits / READS);
  }

  /** The key of rank r is read 1/r times as often as the first (Zipf's law). */
  private static List<String> popular(Random random) {
    double[] upTo = IntStream.rangeClosed(1, KEYS).mapToDouble(rank -> 1.0 / rank).toArray();
    Arrays.parallelPrefix(upTo, Double::sum);
    List<String> reads = new ArrayList<>();
    for (int i = 0; i < READS; i++) {
      int at = Arrays.binarySearch(upTo, random.nextDouble() * upTo[KEYS - 1]);
      reads.add("k" + (at < 0 ? -at - 1 : at));
    }
    return reads;
  }

  private static List<String> withScans(List<String> popular) {
    List<String> reads = new ArrayList<>();
    for (int i = 0; i < popular.size(); i++) {
      reads.add(popular.get(i));
      if (i % 100 == 99) {
        int scan = i;
        IntStream.range(0, SCAN).mapToObj(n -> "scan" + scan + "-" + n).forEach(reads::add);
      }
    }
    return reads;
  }
}
