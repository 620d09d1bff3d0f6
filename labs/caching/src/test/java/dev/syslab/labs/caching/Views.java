package dev.syslab.labs.caching;

import dev.syslab.kit.Attempt;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.History;
import dev.syslab.kit.Postgres;
import dev.syslab.kit.Wait;
import java.time.Duration;

/** Views of one product: how many were acknowledged, and how many the database has. */
record Views(Fleet<Catalogue> servers, Postgres postgres, String id) {
  /** Beside what the contract grants, for a slow machine and connections that are made anew. */
  private static final Duration SLACK = Duration.ofSeconds(4);

  /** Makes that many calls on all servers, and expects that each is acknowledged. */
  void view(int times) {
    History<Object> views =
        servers.concurrently(
            times,
            catalogue -> {
              catalogue.view(id);
              return "viewed";
            });
    dev.syslab.kit.Assertions.assertThat(views).acknowledgedAll();
  }

  /** Makes that many calls on server 0, one after the other. */
  void viewOnServer0(int times) {
    for (int i = 0; i < times; i++) {
      Attempt<Object> attempt =
          servers.attempt(
              catalogue -> {
                catalogue.view(id);
                return "viewed";
              });
      dev.syslab.kit.Assertions.assertThat(attempt).isAcknowledged();
    }
  }

  long stored() {
    return postgres.number(
        "SELECT coalesce(sum(views), 0) FROM product_views WHERE product_id = ?", id);
  }

  /** Expects that they all arrive in time, and that no more come afterwards. */
  void expect(long acknowledged, String what, String lost, String twice) {
    Wait.atMost(Catalogue.FLUSH_WITHIN.plus(SLACK), () -> stored() >= acknowledged);
    // A second try of a batch would come with one of the next flushes.
    Wait.atMost(Catalogue.FLUSH_EVERY.multipliedBy(5), () -> stored() > acknowledged);
    long stored = stored();
    if (stored != acknowledged) {
      throw new AssertionError(
          """
          %s.
          expected: %d views in product_views, as many as were acknowledged; there are %d.
          Likely cause: %s."""
              .formatted(what, acknowledged, stored, stored < acknowledged ? lost : twice));
    }
  }
}
