package dev.syslab.labs.caching;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Notes;
import dev.syslab.kit.Redis;
import dev.syslab.kit.verdict.Plot;
import dev.syslab.kit.verdict.Plot.Axis;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
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
  private static final int WINDOW = 25;

  private final List<Product> reads = new ArrayList<>();
  private final List<Duration> hits = new ArrayList<>();
  private final List<Duration> misses = new ArrayList<>();
  private final Deque<Boolean> lately = new ArrayDeque<>();

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
  void run(Catalogue catalogue, LongSupplier loads, Notes notes) {
    Plot ratio = notes.plot(Plot.overTime("Hit ratio", Axis.of("hit ratio", "%")));
    long start = System.nanoTime();
    for (Product product : reads) {
      long before = loads.getAsLong();
      long began = System.nanoTime();
      Optional<Product> found = catalogue.find(product.id());
      Duration took = since(began);
      boolean hit = loads.getAsLong() == before;
      (hit ? hits : misses).add(took);
      draw(ratio, since(start), hit);
      assertThat(found).as("the answer for %s", product.id()).contains(product);
    }
  }

  private void draw(Plot ratio, Duration at, boolean hit) {
    lately.addLast(hit);
    if (lately.size() > WINDOW) {
      lately.removeFirst();
    }
    long recent = lately.stream().filter(each -> each).count();
    ratio
        .series("since the first read")
        .at(at, 100.0 * hits.size() / (hits.size() + misses.size()));
    ratio.series("of the last " + WINDOW + " reads").at(at, 100.0 * recent / lately.size());
  }

  /** Shows what was measured, beside the same reads made by the judge without a server between. */
  void note(Notes notes, Shop shop, Redis redis) {
    List<Duration> database = new ArrayList<>();
    List<Duration> cache = new ArrayList<>();
    for (Product product : reads) {
      long began = System.nanoTime();
      shop.row(product.id());
      database.add(since(began));
      long between = System.nanoTime();
      redis.client().get(product.id());
      cache.add(since(between));
    }
    notes
        .plot(Plot.ofLatencies("Latency of cache and database"))
        .latencies("your hit", hits)
        .latencies("your miss", misses)
        .latencies("Redis, queried directly", cache)
        .latencies("PostgreSQL, queried directly", database);
    notes.add(
        "%d reads of %d products: hit ratio %.1f %%; PostgreSQL answered %d of them; without a cache it would have answered all",
        reads.size(), distinct(), 100.0 * hits.size() / reads.size(), misses.size());
    notes.add(
        "medians, including the HTTP call from the test: your hit %s, your miss %s; queried"
            + " directly, without that call: Redis %s, PostgreSQL %s",
        median(hits), median(misses), median(cache), median(database));
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private static String median(List<Duration> times) {
    List<Duration> sorted = times.stream().sorted().toList();
    return sorted.isEmpty()
        ? "none"
        : "%.2f ms".formatted(sorted.get(sorted.size() / 2).toNanos() / 1e6);
  }
}
