package dev.syslab.solutions.caching.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The best that any policy can do with a trace: who is full lets go of the key whose next read is
 * farthest away [1], be it the one that has just come. It must know the future, so it is a bound
 * and no policy.
 *
 * <p>[1] L. Belady, A study of replacement algorithms for a virtual-storage computer, IBM Systems
 * Journal, 1966.
 */
final class Belady {
  private Belady() {}

  /** How many of the reads can be hits. */
  static int hits(List<String> keys, int capacity) {
    int[] next = nextReads(keys);
    // What is held, by the place in the trace at which it is read next.
    TreeSet<Integer> held = new TreeSet<>();
    int hits = 0;
    for (int i = 0; i < keys.size(); i++) {
      if (held.remove(i)) {
        hits++;
      }
      held.add(next[i]);
      if (held.size() > capacity) {
        held.pollLast();
      }
    }
    return hits;
  }

  /** For each read the place of the next one of its key; beyond the end if there is none. */
  private static int[] nextReads(List<String> keys) {
    int[] next = new int[keys.size()];
    Map<String, Integer> later = new HashMap<>();
    for (int i = keys.size() - 1; i >= 0; i--) {
      Integer seen = later.put(keys.get(i), i);
      next[i] = seen == null ? keys.size() + i : seen;
    }
    return next;
  }
}
