package dev.syslab.labs.ratelimiter;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.ratelimiter.Gateways.ROUTE;

import java.time.Duration;

/** A denied call with cost 1, and when it began and ended, in nanoseconds. */
record Denial(Decision decision, long began, long ended) {
  private static final Duration ROUNDED = Duration.ofMillis(5);

  /** Makes the call, and expects that it is denied. */
  static Denial of(RateLimiter gateway, String client, String call) {
    long began = System.nanoTime();
    Decision decision = gateway.decide(ROUTE, client, 1);
    long ended = System.nanoTime();
    assertThat(decision.allowed()).as("whether %s is admitted", call).isFalse();
    return new Denial(decision, began, ended);
  }

  /** Expects its times to be those of an earlier one, less what has passed since. */
  void expectTimesOf(Denial earlier) {
    expect("retryAfter", decision.retryAfter(), earlier, earlier.decision.retryAfter());
    expect("resetAfter", decision.resetAfter(), earlier, earlier.decision.resetAfter());
  }

  private void expect(String what, Duration seen, Denial earlier, Duration before) {
    Duration least = Duration.ofNanos(began - earlier.ended);
    Duration most = Duration.ofNanos(ended - earlier.began);
    assertThat(seen)
        .as(
            "%s of a denial, %d ms after a denial in which it was %s. Likely cause: it does not"
                + " decrease while a denial is remembered",
            what, least.toMillis(), before)
        .isBetween(before.minus(most).minus(ROUNDED), before.minus(least).plus(ROUNDED));
  }
}
