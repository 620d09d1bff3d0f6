package dev.syslab.labs.caching;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Notes;
import dev.syslab.kit.Redis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Reads as a shop sees them: the product of rank r is asked for 1/r times as often as the first
 * (Zipf's law).
 */
final class Trace {
  private final List<Product> reads = new ArrayList<>();
  private final List<Long> hits = new ArrayList<>();
  private final List<Long> misses = new ArrayList<>();

  Trace(List<Product> products, int length, Random random) {
    double[] upTo =
        IntStream.rangeClosed(1, products.size()).mapToDouble(rank -> 1.0 / rank).toArray();
    Arrays.parallelPrefix(upTo, Double::sum);
    for (int i = 0; i < length; i++) {
      int at = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
      reads.add(products.get(at < 0 ? -at - 1 : at));
    }
  }

  /** How many different products are asked for. */
  long distinct() {
    return reads.stream().distinct().count();
  }

  /** Makes the reads one after the other, and expects of each that it is right. */
  void run(Catalogue catalogue, LongSupplier loads) {
    for (Product product : reads) {
      long before = loads.getAsLong();
      long began = System.nanoTime();
      Optional<Product> found = catalogue.find(product.id());
      (loads.getAsLong() == before ? hits : misses).add(System.nanoTime() - began);
      assertThat(found).as("the answer for %s", product.id()).contains(product);
    }
  }

  /** Shows what was measured, beside the same reads made by the judge without a server between. */
  void note(Notes notes, Shop shop, Redis redis) {
    List<Long> database = new ArrayList<>();
    List<Long> cache = new ArrayList<>();
    for (Product product : reads) {
      long began = System.nanoTime();
      shop.row(product.id());
      long between = System.nanoTime();
      redis.client().get(product.id());
      database.add(between - began);
      cache.add(System.nanoTime() - between);
    }
    notes.add(
        "%d reads of %d products: hit ratio %.1f %%; PostgreSQL answered %d, without a cache all",
        reads.size(), distinct(), 100.0 * hits.size() / reads.size(), misses.size());
    notes.add(
        "medians, with the HTTP call from the test: your hit %.2f ms, your miss %.2f ms;"
            + " asked directly, without it: Redis %.2f, PostgreSQL %.2f",
        medianMillis(hits), medianMillis(misses), medianMillis(cache), medianMillis(database));
  }

  private static double medianMillis(List<Long> nanos) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2) / 1e6;
  }
}
