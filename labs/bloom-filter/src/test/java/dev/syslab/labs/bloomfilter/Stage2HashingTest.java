package dev.syslab.labs.bloomfilter;

import static dev.syslab.labs.bloomfilter.Expect.*;

import dev.syslab.kit.*;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 2, title = "Any keys, any size", points = 15)
@Timeout(300)
class Stage2HashingTest {

  @Test
  @Hint("every-character-counts")
  void keys_that_have_much_in_common_are_told_apart(
      BloomFilters filters, Random random, Notes notes) {
    for (Crowd.Form form : Crowd.Form.values()) {
      Rate rate = new Rate(0.01);
      for (int i = 0; i < 2; i++) {
        String filter = form + "/" + i;
        Crowd crowd = Crowd.of(form, random);
        filters.create(filter, plain(5_000, 0.01));
        filters.addRange(filter, crowd.range(0, 5_000));

        rate.ask(filters, filter, crowd.range(5_000, 20_000));
      }
      notes.add("%s: %.3g", form, rate.measured());
      rate.check(
          "2 filters for 5,000 keys, which are " + form,
          "the hash depends on only part of the key, or maps similar keys to nearby positions");
    }
  }

  @Test
  @Hint("few-bits-few-patterns")
  void filters_for_a_handful_of_keys_keep_their_rate(
      BloomFilters filters, Random random, Notes notes) {
    for (int keys : new int[] {1, 3, 8}) {
      Rate rate = new Rate(0.01);
      for (int i = 0; i < 40; i++) {
        String filter = keys + "/" + i;
        Crowd crowd = Crowd.of(Crowd.Form.SCATTERED, random);
        filters.create(filter, plain(keys, 0.01));
        filters.addRange(filter, crowd.range(0, keys));

        rate.ask(filters, filter, crowd.range(keys, 1_500));
      }
      notes.add("%d keys: %.3g", keys, rate.measured());
      rate.check(
          "40 filters for " + keys + " keys",
          "the formula is for large filters: in one of a few dozen bits, the rate varies greatly from"
              + " filter to filter; the contract allows 512 bits more than the optimum");
    }
    for (Spec spec : List.of(plain(10, 1e-9), plain(100, 1e-6))) {
      int keys = (int) spec.keys();
      Rate rate = new Rate(spec.rate());
      for (int i = 0; i < 20; i++) {
        String filter = spec + "/" + i;
        Crowd crowd = Crowd.of(Crowd.Form.SCATTERED, random);
        filters.create(filter, spec);
        filters.addRange(filter, crowd.range(0, keys));

        rate.ask(filters, filter, crowd.range(keys, keys == 10 ? 20_000 : 50_000));
      }
      notes.add("%d keys at %s: %.3g", keys, spec.rate(), rate.measured());
      rate.check(
          "20 filters for " + keys + " keys",
          "a key's positions are computed from two numbers, and in so few bits there are too few pairs of"
              + " them; spare bits do not help");
    }
  }

  @Test
  @Hint("enough-hash-bits")
  void a_filter_of_millions_of_keys_keeps_a_rate_of_one_in_a_million(
      BloomFilters filters, Random random, Notes notes) {
    int keys = 1_000_000;
    double promised = 1e-6;
    Rate rate = new Rate(promised);
    Crowd crowd = Crowd.of(Crowd.Form.SEQUENTIAL, random);
    filters.create("f", plain(keys, promised));
    long fresh = 0;
    for (KeyRange range : crowd.ranges(0, keys)) {
      fresh += filters.addRange("f", range);
    }

    rate.ask(filters, "f", crowd.range(keys, 4_000_000));

    notes.add("measured %.3g; %,d of %,d were new", rate.measured(), fresh, keys);
    rate.check(
        "a filter for 1,000,000 keys",
        "the positions are computed from so few bits of a hash that two keys often have the same"
            + " positions; or a number of bits or a position is computed as an int and overflows");
    // A key is taken for an old one no more often than an absent one is when the filter is full.
    new Rate(promised).saw(keys - fresh, keys).check("the filter while it was filled", "as above");
  }
}
