package dev.syslab.solutions.bloomfilter;

import dev.syslab.labs.bloomfilter.Kind;
import dev.syslab.labs.bloomfilter.Spec;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Layers of plain filters, each for twice as many keys as the one before, at half its rate. A key
 * is in the filter if any layer says so, so the rates add up: p/2 + p/4 + p/8 + … is never more
 * than p, however many layers there are (Almeida and others, Scalable Bloom Filters, 2007).
 */
public class ScalableFilter implements Filter {
  private final Spec spec;
  protected final List<PlainFilter> layers = new CopyOnWriteArrayList<>();
  protected long inNewest;

  /** A small layer is rounded up in bits, so it takes as many keys as those bits allow. */
  private final long first;

  public ScalableFilter(Spec spec) {
    this.spec = spec;
    double perKey = Shape.optimum(1, rate(0));
    this.first = Math.max(spec.keys(), (long) (Shape.of(spec.keys(), rate(0)).bits() / perKey));
    grow();
  }

  @Override
  public long bits() {
    return layers.stream().mapToLong(PlainFilter::bits).sum();
  }

  /** Puts an empty layer on top. */
  protected void grow() {
    long keys = capacity(layers.size());
    double rate = rate(layers.size());
    layers.add(new PlainFilter(new Spec(Kind.PLAIN, keys, rate), Shape.of(keys, rate)));
    inNewest = 0;
  }

  protected long capacity(int layer) {
    return first << layer;
  }

  protected double rate(int layer) {
    return spec.rate() * Math.pow(0.5, layer + 1);
  }

  @Override
  public List<Boolean> add(List<String> keys) {
    return keys.stream().map(this::add).toList();
  }

  /** One at a time: which layer is the newest and how full it is must be read together. */
  protected synchronized boolean add(String key) {
    if (contains(key)) {
      return false;
    }
    if (inNewest == capacity(layers.size() - 1)) {
      grow();
    }
    inNewest++;
    layers.get(layers.size() - 1).add(key);
    return true;
  }

  @Override
  public List<Boolean> contains(List<String> keys) {
    return keys.stream().map(this::contains).toList();
  }

  protected boolean contains(String key) {
    return layers.stream().anyMatch(layer -> layer.contains(key));
  }
}
