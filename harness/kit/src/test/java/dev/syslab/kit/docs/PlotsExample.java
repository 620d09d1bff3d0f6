package dev.syslab.kit.docs;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Attempt;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.Hint;
import dev.syslab.kit.History;
import dev.syslab.kit.Notes;
import dev.syslab.kit.Stage;
import dev.syslab.kit.verdict.Plot;
import dev.syslab.kit.verdict.Plot.Axis;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Compiled examples of {@code docs/kit.md}; abstract, so that nobody runs them. */
@Stage(number = 7, title = "Plots", points = 10)
abstract class PlotsExample {
  private static final int BURST = 10;
  private static final int PER_SECOND = 20;

  @Test
  @Hint("one-limit-for-all")
  void orders_are_admitted_no_faster_than_the_limit(Fleet<Shop> servers, Notes notes) {
    Plot plot = notes.plot(Plot.overTime("Admitted against limit", Axis.of("orders", "")));
    Instant began = Instant.now();
    int admitted = 0;
    for (int i = 0; i < 200; i++) {
      admitted += servers.attempt(shop -> shop.order("tea")).acknowledged() ? 1 : 0;
      Duration passed = Duration.between(began, Instant.now());
      double limit = BURST + PER_SECOND * passed.toNanos() / 1e9;
      plot.series("limit").at(passed, limit);
      plot.series("admitted").at(passed, admitted);

      assertThat((double) admitted).as("admitted after %s", passed).isLessThanOrEqualTo(limit);
    }
  }

  @Test
  @Hint("one-key-each")
  void views_are_quick(Fleet<Shop> servers, Notes notes) {
    History<Long> views = servers.concurrently(300, shop -> shop.view("/home"));

    notes
        .plot(Plot.ofLatencies("Latency of 300 views at once"))
        .latencies("view", views.attempts().stream().map(Attempt::took).toList());
  }
}
