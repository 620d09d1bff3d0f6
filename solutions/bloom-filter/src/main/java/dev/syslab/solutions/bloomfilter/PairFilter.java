package dev.syslab.solutions.bloomfilter;

import dev.syslab.labs.bloomfilter.BloomFilters;
import dev.syslab.labs.bloomfilter.Kind;
import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.labs.bloomfilter.UnavailableException;
import java.util.List;
import java.util.Optional;

/** The shared filter of watched clips, which may be incomplete. */
public class PairFilter extends SharedFilter {
  private static final String COMPLETE =
      """
      local header = redis.call('GETRANGE', KEYS[1], 0, %d)
      if header == ARGV[2] then return 1 end
      if header ~= ARGV[1] then return 0 end
      redis.call('SETRANGE', KEYS[1], 0, ARGV[2])
      return 1
      """
          .formatted(Header.BYTES - 1);

  public PairFilter(RedisServer redis) {
    super(redis, "watched");
  }

  /** Replaces whatever was there with an empty, incomplete filter. */
  public Header replace(long rows) {
    Spec spec = new Spec(Kind.SHARED, rows, BloomFilters.WATCHED_RATE);
    Header header = Header.of(spec, Shape.of(rows, spec.rate()), false);
    redis.ask(() -> redis.client().set(key, header.text()));
    return header;
  }

  /** Adds keys to that filter and no other. */
  void addTo(Header header, List<String> keys) {
    if (runIf(header, ADD, keys).isEmpty()) {
      throw superseded();
    }
  }

  /** From now on, its no is trusted. */
  public void complete(Header header) {
    Object done = redis.run(COMPLETE, key, List.of(header.text(), header.whenComplete().text()));
    if ((long) done == 0) {
      throw superseded();
    }
  }

  private static UnavailableException superseded() {
    return new UnavailableException("Redis has lost its data, or another rebuild has begun");
  }

  /**
   * For each key whether it may be in the filter; empty if the filter is missing or not complete.
   */
  public Optional<List<Boolean>> containsIfComplete(List<String> keys) {
    return known
        .filter(this::mayBelieve)
        .flatMap(seen -> runIf(seen, CONTAINS, keys))
        .or(
            () ->
                Optional.of(header())
                    .filter(this::mayBelieve)
                    .flatMap(now -> runIf(now, CONTAINS, keys)));
  }

  protected boolean mayBelieve(Header header) {
    return header.complete();
  }
}
