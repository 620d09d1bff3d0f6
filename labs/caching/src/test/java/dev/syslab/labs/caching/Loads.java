package dev.syslab.labs.caching;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Fleet;
import dev.syslab.kit.Postgres;
import dev.syslab.kit.net.Direction;
import dev.syslab.kit.verdict.Inconclusive;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;

/** How often the database sent one product's row to any server, from now on. */
record Loads(List<LongSupplier> byServer) {
  private static final int MOST_IN_A_LIFE = 16;

  static Loads of(Product product, Fleet<Catalogue> servers, Postgres postgres) {
    return new Loads(
        servers.replicas().stream()
            .map(server -> server.link(postgres).count(product.name(), Direction.FROM_SERVER))
            .toList());
  }

  /** How often that span has passed since then. */
  static double spans(Duration span, Instant began) {
    return 1.0 * Duration.between(began, Instant.now()).toMillis() / span.toMillis();
  }

  /** Expects that a list was computed no more often than it may be in each time to live. */
  void expectFew(Duration life, Instant began, String question) {
    double lives = spans(life, began);
    assertThat((double) count())
        .as(
            "how often the list was computed in %.1f × LIST_TIME_TO_LIVE; at most %d times per"
                + " LIST_TIME_TO_LIVE are allowed. %s",
            lives, MOST_IN_A_LIFE, question)
        .isLessThanOrEqualTo(Math.ceil(lives) * MOST_IN_A_LIFE);
  }

  long count() {
    return byServer.stream().mapToLong(LongSupplier::getAsLong).sum();
  }

  /**
   * Expects no more loads than that; each lease that has passed since the last of them may have
   * begun excuses one more.
   *
   * @param lastLease the earliest moment at which the last of these loads may have begun
   * @param what went before, a sentence without its full stop
   * @param cause the likely cause of a load too many
   * @throws Inconclusive if the machine was so slow that the excess may be right
   */
  void expectAtMost(long most, Instant lastLease, String what, String cause) {
    Duration passed = Duration.between(lastLease, Instant.now());
    long excused = Math.max(0, passed.dividedBy(Catalogue.LEASE));
    long seen = count();
    if (seen > most + excused) {
      throw new AssertionError(
          """
          %s.
          expected: at most %d %s
          seen: the database sent the row %d times (per server: %s)
          Likely cause: %s."""
              .formatted(
                  what,
                  most,
                  most == 1 ? "load" : "loads",
                  seen,
                  byServer.stream().map(LongSupplier::getAsLong).toList(),
                  cause));
    }
    if (seen > most) {
      throw new Inconclusive(
          "%d loads within %s: the machine was too slow to tell whether one was too many"
              .formatted(seen, passed));
    }
  }
}
