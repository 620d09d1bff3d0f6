package dev.syslab.solutions.caching.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Reads as they come in practice, from a fixed seed. */
enum Trace {
  ZIPF("Zipf-distributed reads"),
  SCANS("the same, with scans in between"),
  SHIFTING("a hot set that moves on");

  private static final int KEYS = 10_000;
  private static final int READS = 200_000;
  private static final int PERIOD = 20_000;
  private static final long SEED = 7;

  private final String title;

  Trace(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  List<String> keys() {
    double[] upTo = IntStream.rangeClosed(1, KEYS).mapToDouble(rank -> 1.0 / rank).toArray();
    Arrays.parallelPrefix(upTo, Double::sum);
    Random random = new Random(SEED);
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < READS; i++) {
      int at = Arrays.binarySearch(upTo, random.nextDouble() * upTo[KEYS - 1]);
      int rank = at < 0 ? -at - 1 : at;
      int moved = this == SHIFTING ? i / PERIOD * 1_000 : 0;
      keys.add("k" + (rank + moved) % KEYS);
      if (this == SCANS && i % PERIOD == PERIOD - 1) {
        int scan = i;
        IntStream.range(0, 2_000).mapToObj(n -> "s" + scan + "-" + n).forEach(keys::add);
      }
    }
    return keys;
  }
}
