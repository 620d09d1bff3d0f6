package dev.syslab.labs.bloomfilter;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.bloomfilter.Expect.*;

import dev.syslab.kit.*;
import dev.syslab.kit.verdict.Plot;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 6, title = "A filter that grows", points = 10)
@Timeout(120)
class Stage6ScalableTest {
  private static final double RATE = 0.01;

  @Test
  @Hint("rates-add-up")
  void the_rate_holds_while_it_grows_a_hundredfold(
      BloomFilters filters, Random random, Notes notes) {
    int first = 400;
    Plot plot =
        notes.plot(
            Plot.of(
                "False positives of a filter that grows",
                Plot.Axis.logarithmic("keys", ""),
                Plot.Axis.of("rate", "%")));
    Crowd crowd = Crowd.any(random);
    filters.create("f", scalable(first, RATE));
    int there = 0;
    for (int keys : new int[] {1, 2, 4, 8, 15, 31, 63, 100}) {
      filters.addRange("f", crowd.range(there, keys * first - there));
      there = keys * first;

      assertThat(filters.countRange("f", crowd.range(0, there)))
          .as("of %,d keys, those that are there in a filter created for %d", there, first)
          .isEqualTo(there);
      Rate rate = new Rate(RATE).ask(filters, "f", crowd.range(100 * first, 20_000));
      plot.series("measured").add(there, 100 * rate.measured());
      plot.series("promised").add(there, 100 * RATE);
      rate.check(
          "a filter that was created for %d keys and holds %,d".formatted(first, there),
          "each layer has the rate of the whole, and their rates add up; or the newest layer is"
              + " full");
    }
  }

  @Test
  @Hint("grow-step-by-step")
  void its_bits_grow_with_its_keys_and_with_nothing_else(
      BloomFilters filters, Random random, Notes notes) {
    Plot plot =
        notes.plot(
            Plot.of(
                "Bits of a filter that grows",
                Plot.Axis.logarithmic("keys", ""),
                Plot.Axis.of("bits a key", "")));
    Crowd crowd = Crowd.any(random);
    filters.create("f", scalable(100, RATE));
    for (int there = 0; there < 10_000; there += 250) {
      double bits = filters.bits("f");
      plot.series("taken").add(there, bits / Math.max(there, 100));
      plot.series("optimum").add(there, optimum(1, RATE));
      modest(bits, there, 100);
      // Those that are there already, too.
      filters.addRange("f", crowd.range(0, there + 250));
    }
    for (int keys : new int[] {1, 4}) {
      filters.create("tiny" + keys, scalable(keys, RATE));
      for (int there = 1; there < 100; there += 1 + there / 3) {
        filters.addRange("tiny" + keys, crowd.range(0, there));
        modest(filters.bits("tiny" + keys), there, keys);
      }
    }
  }

  private static void modest(double bits, int there, int first) {
    assertThat(bits)
        .as(
            "bits with %,d keys in a filter that was created for %d. Likely cause if too many: a"
                + " layer is much larger than the previous one, keys that are already there are"
                + " counted again, or each layer of a small filter is rounded up; if too few:"
                + " more layers are needed",
            there, first)
        .isBetween(
            there * -Math.log(RATE) / Math.log(2),
            Math.max(there, first) * (3 * optimum(1, RATE) + 30) + 512);
  }

  @Test
  @Hint("one-grows")
  void nothing_is_lost_while_twelve_threads_make_it_grow(Fleet<BloomFilters> fleet, Random random) {
    Crowd crowd = Crowd.any(random);
    Threads threads = new Threads(fleet, 260);
    for (int round = 0; threads.goOn(); round++) {
      String filter = "f" + round;
      int each = 3_000;
      fleet.get(0).create(filter, scalable(100, RATE));

      threads.all(12, i -> any -> any.addRange(filter, crowd.range(i * each, each)));

      assertThat(fleet.get(0).countRange(filter, crowd.range(0, 12 * each)))
          .as("keys that are there after 12 threads added %,d each", each)
          .isEqualTo(12 * each);
      assertThat((double) fleet.get(0).bits(filter))
          .as(
              "bits after the filter grew under 12 threads. Likely cause: several threads add a"
                  + " layer each")
          .isLessThanOrEqualTo(12 * each * (3 * optimum(1, RATE) + 30) + 512);
      new Rate(RATE)
          .ask(fleet.get(0), filter, crowd.range(12 * each, 20_000))
          .check(
              "a filter that grew under 12 threads",
              "a layer got more keys than it was created for");
    }
  }
}
