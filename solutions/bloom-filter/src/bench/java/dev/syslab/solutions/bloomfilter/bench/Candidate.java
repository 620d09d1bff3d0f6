package dev.syslab.solutions.bloomfilter.bench;

import com.google.common.hash.BloomFilter;
import com.google.common.hash.Funnels;
import dev.syslab.labs.bloomfilter.BloomFilters;
import dev.syslab.labs.bloomfilter.Kind;
import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.KeyHash;
import dev.syslab.subject.bench.Contender;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.fastfilter.bloom.BlockedBloom;

/** A filter that takes keys in batches and answers for each, as the contract's does. */
record Candidate(
    Function<List<String>, List<Boolean>> add, Function<List<String>, List<Boolean>> contains) {
  private static final double RATE = 0.01;
  // With these its measured rate is the nearest to that of the others.
  private static final int BLOCKED_BITS = 11;

  static Candidate of(Contender<BloomFilters> contender, String name, int keys) {
    BloomFilters filters = contender.contract();
    filters.create(name, new Spec(Kind.PLAIN, keys, RATE));
    return new Candidate(batch -> filters.add(name, batch), batch -> filters.contains(name, batch));
  }

  static Candidate guava(int keys) {
    BloomFilter<CharSequence> filter =
        BloomFilter.create(Funnels.stringFunnel(StandardCharsets.UTF_8), keys, RATE);
    return new Candidate(
        batch -> batch.stream().map(filter::put).toList(),
        batch -> batch.stream().map(filter::mightContain).toList());
  }

  /** Its keys are longs; so each text is hashed first, as the reference hashes it. */
  static Candidate blocked(int keys) {
    BlockedBloom filter = BlockedBloom.construct(new long[keys], BLOCKED_BITS);
    return new Candidate(
        batch ->
            batch.stream()
                .map(
                    key -> {
                      filter.add(KeyHash.of(key));
                      return true;
                    })
                .toList(),
        batch -> batch.stream().map(key -> filter.mayContain(KeyHash.of(key))).toList());
  }
}
