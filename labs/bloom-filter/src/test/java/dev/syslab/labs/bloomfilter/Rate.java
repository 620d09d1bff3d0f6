package dev.syslab.labs.bloomfilter;

import static dev.syslab.kit.Assertions.assertThat;

import java.util.Locale;

/**
 * How often filters said yes to keys that were never added, and whether that can be chance.
 *
 * <p>A filter that keeps the contract says yes to each with a probability of at most 1.15 × p. Of n
 * questions, it then says yes to c or more with a probability of at most exp(−n × D(c/n ‖ 1.15 p)),
 * where D is the Kullback-Leibler divergence (Chernoff's bound). A test fails from the first c on
 * for which this is below one in a million.
 */
final class Rate {
  private static final double MARGIN = 1.15;
  private static final double NATS = Math.log(1e6);

  private final double promised;
  private long asked;
  private long yes;

  Rate(double promised) {
    this.promised = promised;
  }

  /** Asks for keys that were never added. */
  Rate ask(BloomFilters filters, String filter, KeyRange absent) {
    for (KeyRange part : Crowd.parts(absent)) {
      yes += filters.countRange(filter, part);
    }
    asked += absent.count();
    return this;
  }

  Rate saw(long wrong, long questions) {
    yes += wrong;
    asked += questions;
    return this;
  }

  double measured() {
    return (double) yes / asked;
  }

  /** Fails if so many wrong yeses are no chance. */
  void check(String what, String cause) {
    assertThat(yes)
        .as(
            "false positives in %,d lookups of keys that were never added to %s: %s instead of %s."
                + " Likely cause: %s",
            asked, what, percent(measured()), percent(promised), cause)
        .isLessThan(tooMany(asked, MARGIN * promised));
  }

  /** The least number of yeses that a probability of p gives once in a million times at most. */
  static long tooMany(long questions, double p) {
    long low = (long) Math.ceil(questions * p);
    long high = questions + 1;
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (middle <= questions && questions * divergence((double) middle / questions, p) < NATS) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double divergence(double a, double p) {
    double no = a >= 1 ? 0 : (1 - a) * Math.log((1 - a) / (1 - p));
    return (a <= 0 ? 0 : a * Math.log(a / p)) + no;
  }

  private static String percent(double rate) {
    return String.format(Locale.ROOT, "%.3g %%", 100 * rate);
  }
}
