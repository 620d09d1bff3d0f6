package dev.syslab.labs.bloomfilter;

import dev.syslab.subject.Lab;
import java.util.List;

/**
 * Sets of keys in a few bits each, known by name. A filter's no is certain: the key was never
 * added. Its yes may be wrong, at a rate that is chosen when the filter is created.
 *
 * <ul>
 *   <li>A <b>filter's name</b> is a text of 1 to {@value #LONGEST_NAME} characters.
 *   <li>A <b>key</b> is a text of 1 to {@value #LONGEST_KEY} characters, as {@link String#length()}
 *       counts them. Two keys are the same only if their characters are.
 *   <li>The <b>optimum</b> is keys × log2(1 / rate) / ln 2 bits: for a rate of 1 %, 9.59 bits a
 *       key.
 * </ul>
 *
 * Every method throws {@link IllegalArgumentException} for a value out of its bounds, and {@link
 * IllegalStateException} for a filter that does not exist, or whose kind it is not for. A call that
 * throws one of the two changes nothing. Any number of threads may call at once.
 */
@Lab(
    title = "Bloom filter",
    summary =
        "Sets that say no for certain, in ten bits a key: in memory, in Redis, in front of SQL",
    level = Lab.Level.BEGINNER,
    core = 4,
    coreMinutes = 120,
    minutes = 300,
    servers = {})
public interface BloomFilters {
  int LONGEST_NAME = 100;
  int LONGEST_KEY = 1_000;

  /** A filter whose optimum is above this is refused: it would not fit into one Redis string. */
  long MOST_BITS = 1L << 32;

  /**
   * Creates an empty filter. While at most {@code spec.keys()} different keys have been added to
   * it, it says yes to at most 1.15 × {@code spec.rate()} of the keys that were not, in the long
   * run over many filters and keys, for any kind of keys and any {@code spec.keys()} from 1.
   *
   * @throws IllegalArgumentException also if the spec breaks a bound
   * @throws IllegalStateException if the name is taken; of several calls at once, one succeeds
   */
  void create(String filter, Spec spec);

  /**
   * How many bits the filter takes, counters included: at most 1.5 × the optimum and 512 more, so
   * that a tiny filter can be rounded up. A {@link Kind#COUNTING} filter takes at most 4 times as
   * many as that. A {@link Kind#SCALABLE} one takes at most 5 × the optimum for the different keys
   * that it was given, or for {@code spec.keys()} if those are more, and 512 bits more.
   */
  long bits(String filter);

  /**
   * Adds keys. From the moment at which this returns the filter says yes to each of them, whatever
   * is added at the same time or later.
   *
   * @return for each key whether it is new: whether the filter would have said no just before. Of
   *     several adds of one key, in this call or at the same time, at most one is told so
   */
  List<Boolean> add(String filter, List<String> keys);

  /** For each key: false if it was certainly never added, otherwise true. */
  List<Boolean> contains(String filter, List<String> keys);

  /**
   * Adds many keys, as {@link #add} does.
   *
   * @return how many of them were new
   */
  default long addRange(String filter, KeyRange range) {
    return range.batches().mapToLong(keys -> KeyRange.yes(add(filter, keys))).sum();
  }

  /** To how many of these keys the filter says yes, as {@link #contains} does. */
  default long countRange(String filter, KeyRange range) {
    return range.batches().mapToLong(keys -> KeyRange.yes(contains(filter, keys))).sum();
  }

  /**
   * A {@link Kind#PLAIN} filter as bytes that every process of this program can {@link #load}: at
   * most an eighth of {@link #bits} and 1,024 more.
   */
  byte[] save(String filter);

  /**
   * Makes a filter from what {@link #save} returned: it answers every question as the saved one
   * did, {@link #bits} included. If there is one of that name already, it becomes the union of the
   * two: it answers every question as if all keys had been added to it.
   *
   * @throws IllegalArgumentException if these are not exactly the bytes that were saved: one was
   *     changed, some are missing, or there are more
   * @throws IllegalStateException if there is one of that name that is not {@link Kind#PLAIN}, or
   *     was created with another spec
   */
  void load(String filter, byte[] saved);
}
