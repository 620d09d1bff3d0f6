package dev.syslab.kit.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.kit.verdict.Plot.Axis;
import dev.syslab.kit.verdict.Plot.Point;
import dev.syslab.kit.verdict.Plot.Series;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlotTest {

  @Test
  void a_plot_over_time_counts_seconds() {
    Plot plot = Plot.overTime("Admitted against limit", Axis.of("requests", ""));
    plot.series("limit").at(Duration.ofMillis(1_500), 15);

    assertThat(plot.x().label()).isEqualTo("time (s)");
    assertThat(plot.y().label()).isEqualTo("requests");
    assertThat(plot.series("limit").points()).containsExactly(new Point(1.5, 15));
  }

  @Test
  void latencies_are_sorted_into_percentiles_in_milliseconds() {
    Plot plot = Plot.ofLatencies("Latency");
    plot.latencies("hit", List.of(Duration.ofMillis(9), Duration.ofMillis(1)));

    assertThat(plot.series().get(0).points()).containsExactly(new Point(50, 1), new Point(100, 9));
    assertThat(plot.y()).isEqualTo(new Axis("latency", "ms", true));
  }

  @Test
  void a_long_series_is_thinned_evenly_and_keeps_its_range() {
    Series series = Plot.of("p", Axis.of("x", ""), Axis.of("y", "")).series("s");
    IntStream.range(0, 10_000).forEach(i -> series.add(i, i));

    List<Point> points = series.points();

    assertThat(points).hasSizeBetween(Plot.MOST_POINTS / 2, Plot.MOST_POINTS);
    assertThat(points.get(0).x()).isZero();
    assertThat(points.get(points.size() - 1).x()).isGreaterThan(9_980);
    for (int i = 1; i < points.size(); i++) {
      assertThat(points.get(i).x() - points.get(i - 1).x()).isEqualTo(16);
    }
  }

  @Test
  void what_is_no_number_is_left_out() {
    Series series = Plot.of("p", Axis.of("x", ""), Axis.of("y", "")).series("s");
    series.add(0, 0.0 / 0).add(Double.POSITIVE_INFINITY, 1).add(1, 2);

    assertThat(series.points()).containsExactly(new Point(1, 2));
  }

  @Test
  void series_are_found_by_name_and_bounded() {
    Plot plot = Plot.of("p", Axis.of("x", ""), Axis.of("y", ""));
    IntStream.range(0, Plot.MOST_SERIES).forEach(i -> plot.series("s" + i));

    assertThat(plot.series("s0")).isSameAs(plot.series().get(0));
    assertThatThrownBy(() -> plot.series("one more"))
        .hasMessage("the plot “p” has 6 series; no room for “one more”");
    assertThatThrownBy(() -> Plot.of(" ", Axis.of("x", ""), Axis.of("y", "")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
