package dev.syslab.labs.caching;

import dev.syslab.kit.Notes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Reads by popularity: alone, with scans between (somebody lists everything), and with favourites
 * that change.
 */
final class Traces {
  private static final int KEYS = 60;
  private static final int READS = 500;
  private static final int CAPACITY = 8;
  // A scan is longer than the level, and comes often: what it pushes out is missed by the next
  // reads.
  private static final int SCAN = 12;
  private static final int BETWEEN_SCANS = 20;
  // Keys that were read equally often, in another order than they came in.
  private static final List<String> TIES = List.of("abccbadacbbcdabdca".split(""));

  private Traces() {}

  static void expect(Catalogue catalogue, Eviction eviction, Random random, Notes notes) {
    new Oracle(eviction, 3).expect(TIES, catalogue.replay(eviction, 3, TIES));
    List<String> popular = popular(random);
    List<Boolean> quiet = play(catalogue, eviction, popular);
    List<Boolean> scanned = play(catalogue, eviction, withScans(popular));
    List<Boolean> changed = play(catalogue, eviction, thenOthers(popular));
    // The scans' own reads never hit; what counts is what they do to the others.
    notes.add(
        "hit ratio with room for %d of %d keys: %.1f %%; for the same reads with scans in between:"
            + " %.1f %%; after other keys have become the favourites: %.1f %%",
        CAPACITY, KEYS, percent(quiet), percent(scanned), percent(changed) - percent(quiet));
  }

  private static List<Boolean> play(Catalogue catalogue, Eviction eviction, List<String> reads) {
    List<Boolean> hits = catalogue.replay(eviction, CAPACITY, reads);
    new Oracle(eviction, CAPACITY).expect(reads, hits);
    return hits;
  }

  private static double percent(List<Boolean> hits) {
    return 100.0 * hits.stream().filter(hit -> hit).count() / READS;
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
      if (i % BETWEEN_SCANS == BETWEEN_SCANS - 1) {
        int scan = i;
        IntStream.range(0, SCAN).mapToObj(n -> "scan" + scan + "-" + n).forEach(reads::add);
      }
    }
    return reads;
  }

  /** The same again, of keys that nobody has read before. */
  private static List<String> thenOthers(List<String> popular) {
    List<String> reads = new ArrayList<>(popular);
    popular.forEach(key -> reads.add("new-" + key));
    return reads;
  }
}
