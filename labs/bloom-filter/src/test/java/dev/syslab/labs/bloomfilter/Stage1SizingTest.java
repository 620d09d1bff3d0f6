package dev.syslab.labs.bloomfilter;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.bloomfilter.Expect.*;

import dev.syslab.kit.*;
import dev.syslab.kit.verdict.Plot;
import java.time.Duration;
import java.util.*;
import org.junit.jupiter.api.Test;

@Stage(number = 1, title = "A no is certain", points = 20)
class Stage1SizingTest {
  private static final Length KEY = Length.chars(1, BloomFilters.LONGEST_KEY);
  private static final Length NAME = Length.chars(1, BloomFilters.LONGEST_NAME);

  /** The README's. */
  private static final List<Spec> TABLE =
      List.of(
          plain(1_000, 0.1),
          plain(1_000, 0.01),
          plain(1_000, 0.001),
          plain(1_000_000, 0.01),
          plain(1_000_000, 1e-6));

  private static final Duration AT_ONCE = Duration.ofSeconds(5);

  @Test
  @Hint("set-k-bits")
  void every_added_key_is_there_however_often_it_is_added(
      BloomFilters filters, Hostile hostile, Random random) {
    List<String> keys = hostile.ids(Hostile.ENOUGH, KEY);
    Crowd crowd = Crowd.any(random);
    filters.create("f", plain(10_000, 0.01));
    for (int times = 1; times <= 4; times++) {

      filters.add("f", keys);
      filters.addRange("f", crowd.range(0, 9_000));

      assertThat(no(keys, filters.contains("f", keys)))
          .as(
              "keys that were added %d times but to which the filter says no. Likely cause: if this"
                  + " is not the first time, a bit that is already set is changed",
              times)
          .isEmpty();
      assertThat(filters.countRange("f", crowd.range(0, 9_000)))
          .as("of 9,000 keys that were added %d times, those to which the filter says yes", times)
          .isEqualTo(9_000);
    }
  }

  @Test
  @Hint("is-it-new")
  void add_says_which_keys_are_new(BloomFilters filters, Hostile hostile) {
    List<String> keys = hostile.ids(40, KEY);
    List<String> twice = new ArrayList<>(keys.subList(20, 40));
    twice.addAll(keys.subList(0, 40));
    filters.create("f", plain(1_000, 1e-9));

    List<Boolean> first = filters.add("f", keys.subList(0, 20));
    List<Boolean> second = filters.add("f", twice);

    assertThat(wrong(keys.subList(0, 20), first, answers(20, true, 0, false)))
        .as("answers of add, for 20 new keys, that are not true. Likely cause: a weak hash")
        .isEmpty();
    assertThat(wrong(twice, second, answers(20, true, 40, false)))
        .as(
            "wrong answers of add for 20 new keys (0 to 19), then 20 that were added before (20 to"
                + " 39), then the 20 new ones again (40 to 59). Likely cause if true instead of"
                + " false: all keys are looked up before the first one is added; if false"
                + " instead of true: a hash that is the same for two keys, as String.hashCode is"
                + " for Aa and BB")
        .isEmpty();
  }

  @Test
  @Hint("keys-are-exact")
  void keys_that_look_alike_are_two_keys(BloomFilters filters, Hostile hostile) {
    filters.create("f", plain(1_000, 1e-9));
    for (Hostile.Pair pair : hostile.pairs(KEY)) {
      boolean before = filters.contains("f", List.of(pair.other())).get(0);
      filters.add("f", List.of(pair.one()));

      assertThat(filters.contains("f", List.of(pair.other())).get(0))
          .as(
              "whether “%s” is there after “%s”, which differs only in %s, was added. Likely cause:"
                  + " a hash that is the same for both, or keys that are changed before they are"
                  + " hashed",
              pair.other(), pair.one(), pair.difference())
          .isEqualTo(before);
    }
  }

  @Test
  @Hint("bits-and-hashes")
  void absent_keys_are_taken_for_present_no_more_often_than_promised(
      BloomFilters filters, Random random, Notes notes) {
    for (double rate : new double[] {0.5, 0.3, 0.1, 0.01, 0.001}) {
      Rate measured = new Rate(rate);
      for (int i = 0; i < 4; i++) {
        String filter = "f" + i + "/" + rate;
        Crowd crowd = Crowd.of(Crowd.Form.SCATTERED, random);
        filters.create(filter, plain(5_000, rate));
        filters.addRange(filter, crowd.range(0, 5_000));

        measured.ask(filters, filter, crowd.range(5_000, 30_000));
      }
      notes.add("promised %s: measured %.3g", rate, measured.measured());
      measured.check(
          "4 filters that were created for 5,000 keys and a rate of " + rate,
          "too few bits; too few or too many hashes; 1 << i, which shifts an int; or a weak hash, as"
              + " String.hashCode is");
    }
    plotLoad(filters, random, notes);
  }

  /** Beyond 100 %, nothing is promised: the picture shows what an overfull filter is worth. */
  private static void plotLoad(BloomFilters filters, Random random, Notes notes) {
    Spec spec = plain(5_000, 0.01);
    Plot plot =
        notes.plot(
            Plot.of(
                "False positives while a filter for 5,000 keys at 1 % fills",
                Plot.Axis.of("keys", ""), Plot.Axis.of("rate", "%")));
    Crowd crowd = Crowd.of(Crowd.Form.SCATTERED, random);
    filters.create("load", spec);
    double bits = Math.ceil(optimum(spec.keys(), spec.rate()));
    long hashes = Math.round(-Math.log(spec.rate()) / Math.log(2));
    for (int keys = 500; keys <= 8_000; keys += 500) {
      filters.addRange("load", crowd.range(keys - 500, 500));
      Rate rate = new Rate(spec.rate()).ask(filters, "load", crowd.range(10_000, 10_000));
      plot.series("measured").add(keys, 100 * rate.measured());
      plot.series("by the formula")
          .add(keys, 100 * Math.pow(1 - Math.exp(-hashes * keys / bits), hashes));
    }
  }

  @Test
  @Hint("bits-and-hashes")
  void a_filter_takes_hardly_more_bits_than_it_needs(BloomFilters filters, Notes notes) {
    Plot plot =
        notes.plot(
            Plot.of(
                "Bits per key, in a filter for a million keys",
                Plot.Axis.logarithmic("rate", "%"),
                Plot.Axis.of("bits a key", "")));
    for (double rate : new double[] {0.5, 0.1, 0.01, 1e-9}) {
      for (long keys : new long[] {1, 3, 100, 4_321, 1_000_000}) {
        filters.create(keys + "/" + rate, plain(keys, rate));
        double optimum = optimum(keys, rate);
        double least = keys * -Math.log(rate) / Math.log(2);

        long bits = filters.bits(keys + "/" + rate);

        assertThat((double) bits)
            .as(
                "bits for %d keys at a rate of %s; the optimum is %.0f, and no set with that rate"
                    + " can take fewer than %.0f",
                keys, rate, optimum, least)
            .isBetween(least, 1.5 * optimum + 512);
        if (keys == 1_000_000) {
          plot.series("yours").add(100 * rate, (double) bits / keys);
          plot.series("optimum").add(100 * rate, optimum / keys);
          plot.series("no set can do with fewer").add(100 * rate, least / keys);
        }
      }
    }
    for (Spec row : TABLE) {
      notes.add(
          "by the formula, %,d keys at a rate of %s: %.0f bits, %.2f a key, and %d hashes",
          row.keys(),
          row.rate(),
          Math.ceil(optimum(row.keys(), row.rate())),
          optimum(1, row.rate()),
          Math.round(-Math.log(row.rate()) / Math.log(2)));
    }
  }

  @Test
  @Hint("refuse-nonsense")
  void a_spec_out_of_bounds_is_refused_at_once(Fleet<BloomFilters> fleet) {
    BloomFilters filters = fleet.get(0);
    List<Spec> wrong = new ArrayList<>();
    for (long keys : new long[] {0, -1, 1_000_000_001, Long.MAX_VALUE, Long.MIN_VALUE}) {
      wrong.add(plain(keys, 0.5));
    }
    for (double rate : new double[] {0, -0.01, 9e-10, Double.MIN_VALUE, 0.51, 1, 5, 1_000}) {
      wrong.add(plain(1_000, rate));
    }
    wrong.add(plain(1_000_000_000, 0.01));
    wrong.add(plain(100_000_000, 1e-9));
    for (Spec spec : wrong) {
      assertThat(fleet.attempt(any -> created(any, "f", spec)))
          .as("create with %s", spec)
          .failedWith(IllegalArgumentException.class)
          .endedWithin(AT_ONCE);
    }
    for (Spec spec : List.of(plain(1, 1e-9), plain(1, 0.5), plain(3_000_000, 0.5))) {
      filters.create("f" + spec, spec);
    }

    filters.create("f", plain(1, 0.5));
    assertThat(filters.bits("f")).as("bits of the smallest filter").isLessThanOrEqualTo(514);
  }

  @Test
  @Hint("all-or-nothing")
  void a_bad_key_is_refused_and_nothing_of_its_call_is_added(
      Fleet<BloomFilters> fleet, Hostile hostile) {
    fleet.get(0).create("f", plain(1_000, 1e-9));
    List<String> good = hostile.ids(10, KEY);
    for (String bad : List.of("", "k".repeat(1_001), "雪".repeat(1_001), "k".repeat(1 << 20))) {
      List<String> keys = new ArrayList<>(good);
      keys.add(bad);

      assertThat(fleet.attempt(filters -> filters.add("f", keys)))
          .as("add with a key of %d characters", bad.length())
          .failedWith(IllegalArgumentException.class);
      assertThat(fleet.attempt(filters -> filters.contains("f", keys)))
          .as("contains with a key of %d characters", bad.length())
          .failedWith(IllegalArgumentException.class);
    }
    assertThat(yes(good, fleet.get(0).contains("f", good)))
        .as(
            "keys that are there although each call that would have added them was refused because"
                + " of its last key. Likely cause: keys are checked one by one while they are"
                + " added")
        .isEmpty();
  }

  @Test
  @Hint("a-filter-has-a-name")
  void each_name_is_a_filter_of_its_own(Fleet<BloomFilters> fleet, Hostile hostile, Random random) {
    BloomFilters filters = fleet.get(0);
    List<String> names = hostile.ids(Hostile.ENOUGH, NAME);
    for (String name : names) {
      filters.create(name, plain(100, 1e-9));
      filters.add(name, List.of("in " + name));
    }
    String taken = names.get(random.nextInt(names.size()));

    for (String bad : List.of("", "n".repeat(101))) {
      assertThat(fleet.attempt(any -> created(any, bad, plain(1, 0.1))))
          .as("create with a name of %d characters", bad.length())
          .failedWith(IllegalArgumentException.class);
    }
    assertThat(fleet.attempt(any -> any.contains("there is no filter of this name", List.of("k"))))
        .as("contains for a filter that was never created")
        .failedWith(IllegalStateException.class);
    assertThat(fleet.attempt(any -> created(any, taken, plain(9, 0.1))))
        .as("create with a name that is taken")
        .failedWith(IllegalStateException.class);
    for (String name : names) {
      List<String> keys = names.stream().map(other -> "in " + other).toList();
      assertThat(yes(keys, filters.contains(name, keys)))
          .as("the keys in “%s”, after one key was added to each of %d filters", name, names.size())
          .containsExactly("in " + name);
    }
  }
}
