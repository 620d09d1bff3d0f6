package dev.syslab.solutions.bloomfilter;

import dev.syslab.labs.bloomfilter.BloomFilters;
import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Reference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A filter is m bits and k hashes. An added key sets k bits; a key of which one bit is 0 was never
 * added. With m = n log2(1/p) / ln 2 and k = log2(1/p) half of the bits are set once n keys are in,
 * and a key that is not finds all of its k bits set with probability 2^-k = p [1].
 *
 * <p>Three things decide whether that holds: that the positions of a key are as good as random ([3]
 * to [5], {@link KeyHash}), that no set bit is ever lost ({@link PlainFilter}), and that a filter
 * is not read back as another one than was saved ({@link SavedForm}).
 *
 * <ol>
 *   <li>B. Bloom, Space/time trade-offs in hash coding with allowable errors, CACM 13 (1970)
 *   <li>P. Bose et al., On the false-positive rate of Bloom filters, Information Processing Letters
 *       108 (2008): the formula is a lower bound, and off by much where m is small
 *   <li>G. Steele, D. Lea, C. Flood, Fast splittable pseudorandom number generators, OOPSLA 2014
 *   <li>A. Kirsch, M. Mitzenmacher, Less hashing, same performance: building a better Bloom filter,
 *       ESA 2006: g(i) = h1 + i × h2, asymptotically
 *   <li>D. Lemire, Fast random integer generation in an interval, ACM TOMACS 29 (2019)
 * </ol>
 */
@Reference
public class Filters implements BloomFilters {
  protected final Map<String, Filter> filters = new ConcurrentHashMap<>();
  protected SavedForm form = new SavedForm();

  public Filters(Environment env) {}

  @Override
  public void create(String filter, Spec spec) {
    checkName(filter);
    check(spec);
    if (filters.putIfAbsent(filter, make(spec)) != null) {
      throw new IllegalStateException("there is a filter " + filter);
    }
  }

  protected void check(Spec spec) {
    Shape.check(spec);
  }

  protected Filter make(Spec spec) {
    return plain(spec, shape(spec));
  }

  protected Shape shape(Spec spec) {
    return Shape.of(spec.keys(), spec.rate());
  }

  protected PlainFilter plain(Spec spec, Shape shape) {
    return new PlainFilter(spec, shape);
  }

  @Override
  public long bits(String filter) {
    return find(filter).bits();
  }

  @Override
  public List<Boolean> add(String filter, List<String> keys) {
    Filter found = find(filter);
    checkKeys(keys);
    return found.add(keys);
  }

  @Override
  public List<Boolean> contains(String filter, List<String> keys) {
    Filter found = find(filter);
    checkKeys(keys);
    return found.contains(keys);
  }

  @Override
  public byte[] save(String filter) {
    return form.write(findPlain(filter));
  }

  @Override
  public void load(String filter, byte[] saved) {
    checkName(filter);
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

  protected Filter find(String filter) {
    checkName(filter);
    Filter found = filters.get(filter);
    if (found == null) {
      throw new IllegalStateException("there is no filter " + filter);
    }
    return found;
  }

  private PlainFilter findPlain(String filter) {
    if (find(filter) instanceof PlainFilter plain) {
      return plain;
    }
    throw new IllegalStateException(filter + " is of another kind");
  }

  protected static void checkName(String filter) {
    check("a filter's name", filter, LONGEST_NAME);
  }

  protected void checkKeys(List<String> keys) {
    keys.forEach(key -> check("a key", key, LONGEST_KEY));
  }

  private static void check(String what, String text, int longest) {
    if (text.isEmpty() || text.length() > longest) {
      throw new IllegalArgumentException(
          "%s has %d characters; 1 to %d".formatted(what, text.length(), longest));
    }
  }
}
