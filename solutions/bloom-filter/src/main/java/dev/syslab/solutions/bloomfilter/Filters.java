package dev.syslab.solutions.bloomfilter;

import dev.syslab.labs.bloomfilter.BloomFilters;
import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.labs.bloomfilter.WatchedTable;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Reference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A filter is m bits and k hashes. An added key sets k bits; a key that has a bit of 0 was never
 * added. With m = n log2(1/p) / ln 2 and k = log2(1/p), half of the bits are set once n keys are in
 * the filter, and a key that is not in it finds all of its k bits set with probability 2^-k = p
 * [1].
 *
 * <p>Three things decide whether that holds: that the positions of a key are as good as random ([3]
 * to [5], {@link KeyHash}), that no set bit is ever lost ({@link PlainFilter}), and that a filter
 * is never read back as a different one from what was saved ({@link SavedForm}).
 *
 * <ol>
 *   <li>B. Bloom, Space/time trade-offs in hash coding with allowable errors, CACM 13 (1970)
 *   <li>P. Bose et al., On the false-positive rate of Bloom filters, Information Processing Letters
 *       108 (2008): the formula is a lower bound, and far off if m is small
 *   <li>G. Steele, D. Lea, C. Flood, Fast splittable pseudorandom number generators, OOPSLA 2014
 *   <li>A. Kirsch, M. Mitzenmacher, Less hashing, same performance: building a better Bloom filter,
 *       ESA 2006: g(i) = h1 + i × h2, asymptotically
 *   <li>D. Lemire, Fast random integer generation in an interval, ACM TOMACS 29 (2019)
 * </ol>
 */
@Reference
public class Filters extends Parts implements BloomFilters {
  protected final Map<String, Filter> filters = new ConcurrentHashMap<>();

  /** What this process knows about shared filters. */
  private final Map<String, SharedFilter> known = new ConcurrentHashMap<>();

  // Stages 1 to 4 have no servers.
  private final Lazy<RedisServer> redis;
  private final Lazy<WatchedClips> clips;

  public Filters(Environment env) {
    redis = new Lazy<>(() -> redis(env));
    clips = new Lazy<>(() -> clips(new WatchedTable(env), redis.get()));
  }

  @Override
  public void create(String filter, Spec spec) {
    Bounds.name(filter);
    Bounds.spec(spec);
    boolean created =
        switch (spec.kind()) {
          case SHARED ->
              !filters.containsKey(filter) && findShared(filter).create(spec, shape(spec));
          case PLAIN -> keep(filter, plain(spec, shape(spec)));
          case SCALABLE -> keep(filter, scalable(spec));
          case COUNTING -> keep(filter, counting(shape(spec)));
        };
    if (!created) {
      throw new IllegalStateException("there is a filter " + filter);
    }
  }

  protected boolean keep(String name, Filter filter) {
    return filters.putIfAbsent(name, filter) == null;
  }

  @Override
  public long bits(String filter) {
    return find(filter).bits();
  }

  @Override
  public List<Boolean> add(String filter, List<String> keys) {
    Filter found = find(filter);
    Bounds.keys(keys);
    return found.add(keys);
  }

  @Override
  public List<Boolean> contains(String filter, List<String> keys) {
    Filter found = find(filter);
    Bounds.keys(keys);
    return found.contains(keys);
  }

  @Override
  public byte[] save(String filter) {
    return form.write(findPlain(filter));
  }

  @Override
  public void load(String filter, byte[] saved) {
    Bounds.name(filter);
    SavedForm.Parsed parsed = form.read(saved);
    PlainFilter loaded = plain(parsed.spec(), parsed.shape());
    parsed.copyInto(loaded);
    if (filters.putIfAbsent(filter, loaded) != null) {
      unite(findPlain(filter), loaded);
    }
  }

  protected void unite(PlainFilter into, PlainFilter loaded) {
    if (!into.spec().equals(loaded.spec()) || !into.shape.equals(loaded.shape)) {
      throw new IllegalStateException(
          "created with %s, and what is loaded with %s".formatted(into.spec(), loaded.spec()));
    }
    into.unite(loaded);
  }

  @Override
  public List<Boolean> remove(String filter, List<String> keys) {
    Bounds.name(filter);
    if (!(filters.get(filter) instanceof CountingFilter counting)) {
      throw new IllegalStateException(filter + " does not count, or does not exist");
    }
    Bounds.keys(keys);
    return counting.remove(keys);
  }

  @Override
  public void watch(String viewer, List<String> watched) {
    Bounds.ids(viewer, watched);
    clips.get().watch(viewer, watched);
  }

  @Override
  public List<Boolean> watched(String viewer, List<String> asked) {
    Bounds.ids(viewer, asked);
    return clips.get().watched(viewer, asked);
  }

  @Override
  public void rebuild(long rows) {
    Bounds.rows(rows);
    clips.get().rebuild(rows);
  }

  /** The filter of that name: one in this process, or else a shared one, if Redis has it. */
  protected Filter find(String filter) {
    Bounds.name(filter);
    Filter local = filters.get(filter);
    return local != null ? local : findShared(filter);
  }

  private SharedFilter findShared(String filter) {
    return known.computeIfAbsent(filter, name -> shared(redis.get(), name));
  }

  private PlainFilter findPlain(String filter) {
    Bounds.name(filter);
    if (filters.get(filter) instanceof PlainFilter plain) {
      return plain;
    }
    throw new IllegalStateException(filter + " is not a plain filter, or does not exist");
  }
}
