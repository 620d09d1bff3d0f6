package dev.syslab.labs.ratelimiter;

import dev.syslab.kit.Fleet;
import dev.syslab.kit.Notes;
import dev.syslab.kit.Wait;
import dev.syslab.kit.verdict.Plot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * What a client was admitted who asks all the time. When a call was decided is known only from two
 * looks at the server's clock, before and after it: the bounds hold whatever lies between.
 */
final class Admissions {
  private static final double TINY = 1e-6;

  private record Call(Instant before, Instant after) {}

  private final String client;
  private final ServerClock clock;
  private final List<Call> admitted = new ArrayList<>();

  Admissions(String client, ServerClock clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * Asks for all of them in turn, from half a period before a window's edge until a period after
   * it, and plots what each was admitted in the last period.
   *
   * @param limit what the plot compares with
   * @return the edge
   */
  static Instant askAroundAnEdge(
      Duration period, int limit, Fleet<RateLimiter> gateways, Notes notes, Admissions... clients) {
    ServerClock clock = clients[0].clock;
    clock.awaitPart(period, 0.55, 0.65);
    Instant edge = clock.now().plus(clock.untilEdge(period));
    Plot plot =
        notes.plot(
            Plot.of(
                "Admitted around the edge of a window",
                Plot.Axis.of("time from the edge", "s"),
                Plot.Axis.of("in the last %d s".formatted(period.toSeconds()), "")));
    int turn = 0;
    for (Instant now = clock.now(); now.isBefore(edge.plus(period)); now = clock.now()) {
      double fromEdge = seconds(edge, now);
      for (Admissions one : clients) {
        one.ask(gateways.get(turn % gateways.size()));
        plot.series(one.client).add(fromEdge, one.since(now.minus(period)));
      }
      plot.series("limit").add(fromEdge, limit);
      turn++;
      // Not a hope but a pace: the bounds hold however often they ask.
      Wait.pass(Gateways.PACE.multipliedBy(3));
    }
    return edge;
  }

  private void ask(RateLimiter gateway) {
    Instant before = clock.now();
    if (gateway.decide(Gateways.ROUTE, client, 1).allowed()) {
      admitted.add(new Call(before, clock.now()));
    }
  }

  private long since(Instant time) {
    return admitted.stream().filter(call -> call.before().isAfter(time)).count();
  }

  /** How many were surely admitted by then. */
  long until(Instant time) {
    return admitted.stream().filter(call -> !call.after().isAfter(time)).count();
  }

  /**
   * Fails if more was admitted in any time than may be.
   *
   * @param most what may be admitted in so many seconds
   */
  void assertAnyTime(DoubleUnaryOperator most) {
    for (int from = 0; from < admitted.size(); from++) {
      for (int to = from; to < admitted.size(); to++) {
        double seconds = seconds(admitted.get(from).before(), admitted.get(to).after());
        assertAtMost(to - from + 1, most.applyAsDouble(seconds), "within %.3f s", seconds);
      }
    }
  }

  /**
   * Fails if more was admitted in a window than may be.
   *
   * @param most what may be admitted while a part of the window passes
   */
  void assertWindow(Instant start, Duration period, DoubleUnaryOperator most) {
    int count = 0;
    for (Call call : admitted) {
      double passed = seconds(start, call.after()) / period.toSeconds();
      if (!call.before().isBefore(start) && passed < 1) {
        count++;
        assertAtMost(
            count, most.applyAsDouble(passed), "when at most %.3f of a window had passed", passed);
      }
    }
  }

  private void assertAtMost(int count, double most, String when, double number) {
    if (count > most + TINY) {
      throw new AssertionError(
          "%s: %d of the calls were admitted %s; at most %.1f are allowed"
              .formatted(client, count, when.formatted(number), Math.floor(most + TINY)));
    }
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
