package dev.syslab.engine.report;

import dev.syslab.kit.verdict.Event;
import dev.syslab.kit.verdict.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Places moments between the first and the last of a timeline, in per cent. */
record TimeScale(double from, double to) {
  private static final int MOST_TICKS = 5;

  /** A moment with its name; {@code edge} tells where the name must not reach over an end. */
  record Tick(String left, String label, String edge) {}

  static TimeScale of(Timeline timeline) {
    double from =
        timeline.events().stream().mapToDouble(event -> millis(event.at())).min().orElse(0);
    double to =
        timeline.events().stream().map(Event::end).mapToDouble(TimeScale::millis).max().orElse(0);
    return new TimeScale(from, Math.max(to, from + 1));
  }

  double left(Duration at) {
    return 100 * (millis(at) - from) / (to - from);
  }

  double width(Duration took) {
    return 100 * millis(took) / (to - from);
  }

  String percent(double value) {
    return String.format(Locale.ROOT, "%.2f%%", Math.max(0, Math.min(100, value)));
  }

  /** At most five round moments. */
  List<Tick> ticks() {
    double step = Math.pow(10, Math.floor(Math.log10(to - from)) - 1);
    for (int i = 0; (to - from) / step > MOST_TICKS; i++) {
      // 1, 2, 5, 10, 20, 50, …
      step *= i % 3 == 1 ? 2.5 : 2;
    }
    List<Tick> ticks = new ArrayList<>();
    for (double at = Math.ceil(from / step) * step; at <= to; at += step) {
      double left = 100 * (at - from) / (to - from);
      String edge = left < 4 ? "first" : left > 95 ? "last" : "";
      ticks.add(new Tick(percent(left), text(at, step), edge));
    }
    return ticks;
  }

  /** A duration as people read it. */
  static String text(Duration time) {
    double millis = millis(time);
    return millis >= 1_000
        ? String.format(Locale.ROOT, "%.3f s", millis / 1_000)
        : String.format(Locale.ROOT, "%.1f ms", millis);
  }

  private static String text(double millis, double step) {
    if (millis < 1_000 && step < 1_000) {
      return String.format(Locale.ROOT, step < 1 ? "%.1f ms" : "%.0f ms", millis);
    }
    int digits = Math.max(0, 3 - (int) Math.floor(Math.log10(step) + 1e-9));
    return String.format(Locale.ROOT, "%." + digits + "f s", millis / 1_000);
  }

  private static double millis(Duration time) {
    return time.toNanos() / 1e6;
  }
}
