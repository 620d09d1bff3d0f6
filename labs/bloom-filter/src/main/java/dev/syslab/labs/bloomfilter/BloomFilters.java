package dev.syslab.labs.bloomfilter;

import dev.syslab.subject.Lab;
import java.time.Duration;
import java.util.List;

/**
 * Sets of keys that take a few bits per key, and are known by name. A filter's no is certain: the
 * key is not in it. Its yes may be wrong, at a rate that is chosen when the filter is created.
 *
 * <ul>
 *   <li>A <b>filter's name</b> is a text of 1 to {@value #LONGEST_NAME} characters, as {@link
 *       String#length()} counts them. A <b>key</b> has 1 to {@value #LONGEST_KEY}. Two of them are
 *       the same only if their characters are. All are valid Unicode: unpaired surrogates do not
 *       occur. No list is empty.
 *   <li>The <b>optimum</b> is keys × log2(1 / rate) / ln 2 bits: for a rate of 1 %, 9.59 bits per
 *       key.
 *   <li>A <b>{@link Kind#SHARED} filter</b> is in Redis. Every process, including one that starts
 *       later, sees the same filter under its name. Nobody gives that name to a filter of another
 *       kind. If its keys are deleted in Redis, it no longer exists; it may be created again with
 *       another spec, and every process then uses that. A call for it with at most 25 keys makes at
 *       most 3 round trips to Redis. If Redis does not answer, a call throws {@link
 *       UnavailableException} within {@link #PATIENCE}, with up to 64 callers at once, and what it
 *       was to add may or may not be in. Calls work again {@link #RECOVERY} after Redis does. A
 *       call may treat Redis as silent once it has waited for half a second.
 * </ul>
 *
 * Every method throws {@link IllegalArgumentException} for a value out of its bounds, and {@link
 * IllegalStateException} for a filter that does not exist, or whose kind does not support the
 * method. A call that throws one of the two changes nothing. Any number of threads may call at
 * once.
 */
@Lab(
    title = "Bloom filter",
    summary = "Sets that say no for certain, in ten bits a key: in memory, in Redis, before SQL",
    level = Lab.Level.BEGINNER,
    core = 4,
    coreMinutes = 120,
    minutes = 300,
    servers = {})
public interface BloomFilters {
  int LONGEST_NAME = 100;
  int LONGEST_KEY = 1_000;

  /** A spec with a higher optimum is rejected: a string in Redis has at most 2^32 bits. */
  long MOST_BITS = 2_800_000_000L;

  Duration PATIENCE = Duration.ofSeconds(2);
  Duration RECOVERY = Duration.ofSeconds(3);

  /** A viewer's or clip's name has at most this many characters, and at least one. */
  int LONGEST_ID = 200;

  /** How often the filter of watched clips may be wrong. */
  double WATCHED_RATE = 0.01;

  /**
   * Creates an empty filter. While at most {@code spec.keys()} different keys are in it, it says
   * yes to at most 1.15 × {@code spec.rate()} of those that are not, averaged over many filters and
   * keys, for any kind of keys and any {@code spec.keys()} from 1. A {@link Kind#SCALABLE} filter
   * keeps its rate with up to 100 times as many.
   *
   * @throws IllegalArgumentException also if the spec breaks a bound
   * @throws IllegalStateException if the name is taken; of several concurrent calls, one succeeds.
   *     A process that dies during the call leaves either a working filter or none
   */
  void create(String filter, Spec spec) throws UnavailableException;

  /**
   * How many bits the filter takes: at most 1.5 × the optimum plus 512, so that a tiny filter can
   * be rounded up. A {@link Kind#COUNTING} filter takes at most 4 times as many as that. A {@link
   * Kind#SCALABLE} one takes at most 3 × the optimum, plus 30 per key, plus 512; the number of keys
   * is {@code spec.keys()} or, if it is larger, the number that was added.
   */
  long bits(String filter) throws UnavailableException;

  /**
   * Adds keys. From the moment this returns, the filter says yes to each of them, whatever is added
   * at the same time or later.
   *
   * @return for each key whether it is new, that is, whether the filter would have said no just
   *     before. Of several adds of one key, in this call or at the same time, at most one is told
   *     so; possibly none, if a connection to Redis breaks meanwhile
   */
  List<Boolean> add(String filter, List<String> keys) throws UnavailableException;

  /** For each key: false if it is certainly not in the filter, otherwise true. */
  List<Boolean> contains(String filter, List<String> keys) throws UnavailableException;

  /**
   * Adds many keys, as {@link #add} does.
   *
   * @return how many of them were new
   */
  default long addRange(String filter, KeyRange range) throws UnavailableException {
    return range.batches().mapToLong(keys -> KeyRange.yes(add(filter, keys))).sum();
  }

  /** The number of these keys to which the filter says yes, as {@link #contains} does. */
  default long countRange(String filter, KeyRange range) throws UnavailableException {
    return range.batches().mapToLong(keys -> KeyRange.yes(contains(filter, keys))).sum();
  }

  /**
   * Returns a {@link Kind#PLAIN} filter as bytes that any process of this program can {@link
   * #load}.
   */
  byte[] save(String filter);

  /**
   * Creates a filter from what {@link #save} returned: it gives the same answer to every question,
   * including {@link #bits}, as the saved one did. If a filter of that name exists already, it
   * becomes the union of the two: it answers every question as if all keys had been added to it.
   *
   * @throws IllegalArgumentException if these are not exactly the bytes that were saved: a byte was
   *     changed, some are missing, or there are extra ones
   * @throws IllegalStateException if there is a filter of that name that is not {@link Kind#PLAIN},
   *     or was created with another spec
   */
  void load(String filter, byte[] saved);

  /**
   * Removes keys from a {@link Kind#COUNTING} filter. A key that was added more often than it was
   * removed stays, whatever else is removed, provided that all removed keys had been added.
   *
   * @return for each key whether it was removed once; if the filter says no to it, false, and
   *     nothing changes
   */
  List<Boolean> remove(String filter, List<String> keys);

  /**
   * Records in the table {@code watched} that a viewer has watched clips.
   *
   * @throws UnavailableException if Redis does not answer; the table may or may not have the clips
   */
  void watch(String viewer, List<String> clips) throws UnavailableException;

  /**
   * For each clip whether the table has it for this viewer. The answer is exact in every process,
   * even if another process died or lost its connection to Redis while it recorded the clip, if
   * Redis does not answer, or if Redis has lost all its data.
   *
   * <p>Once {@link #rebuild} has returned, and while the table has at most as many rows as it was
   * called with (including those that a failed watch was to add), clips that the table does not
   * have cost few queries to PostgreSQL: a call with one of them sends a query with a probability
   * of at most 1.15 × {@link #WATCHED_RATE}.
   */
  List<Boolean> watched(String viewer, List<String> clips);

  /**
   * Rebuilds the filter for {@link #watched} from the table. Other calls continue meanwhile, and
   * their promises hold; callers never start another rebuild meanwhile.
   *
   * @param rows for how many rows; 1 to 10,000,000
   * @throws UnavailableException if Redis does not answer, or loses its data meanwhile; then call
   *     it again
   */
  void rebuild(long rows) throws UnavailableException;
}
