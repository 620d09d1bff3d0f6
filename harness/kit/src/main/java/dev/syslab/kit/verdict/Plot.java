package dev.syslab.kit.verdict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A chart of what a test has measured: named series of points over two axes. {@link Notes#plot}
 * shows it. Thread-safe; points may also be added after the plot was passed to the notes.
 *
 * <p>A plot is bounded: at most {@value #MOST_SERIES} series, each of at most {@value #MOST_POINTS}
 * points. A series that gets more keeps every second one, then every fourth, and so on.
 */
public final class Plot {
  /** The maximum number of points that a series keeps. */
  public static final int MOST_POINTS = 1_000;

  /** The maximum number of series in a plot. */
  public static final int MOST_SERIES = 6;

  private final String title;
  private final Axis x;
  private final Axis y;
  private final List<Series> series = new ArrayList<>();

  /**
   * What an axis shows.
   *
   * @param quantity what is measured, such as {@code "latency"}
   * @param unit its unit, such as {@code "ms"} or {@code "%"}; empty for a plain number
   * @param logarithmic whether the scale is logarithmic: for positive values that differ by orders
   *     of magnitude
   */
  public record Axis(String quantity, String unit, boolean logarithmic) {

    public static Axis of(String quantity, String unit) {
      return new Axis(quantity, unit, false);
    }

    public static Axis logarithmic(String quantity, String unit) {
      return new Axis(quantity, unit, true);
    }

    /** The quantity with its unit. */
    public String label() {
      return unit.isEmpty() ? quantity : quantity + " (" + unit + ")";
    }
  }

  /** One measured value. */
  public record Point(double x, double y) {}

  private Plot(String title, Axis x, Axis y) {
    if (title.isBlank() || x.quantity().isBlank() || y.quantity().isBlank()) {
      throw new IllegalArgumentException("a plot needs a title, and each axis a quantity");
    }
    this.title = title;
    this.x = x;
    this.y = y;
  }

  /** A plot without series. */
  public static Plot of(String title, Axis x, Axis y) {
    return new Plot(title, x, y);
  }

  /** A plot over time; its points are added by {@link Series#at}. */
  public static Plot overTime(String title, Axis y) {
    return of(title, Axis.of("time", "s"), y);
  }

  /**
   * A plot of latencies by percentile, on a logarithmic axis in milliseconds; its series are added
   * by {@link #latencies(String, List)}.
   */
  public static Plot ofLatencies(String title) {
    return of(title, Axis.of("percentile", "%"), Axis.logarithmic("latency", "ms"));
  }

  public String title() {
    return title;
  }

  public Axis x() {
    return x;
  }

  public Axis y() {
    return y;
  }

  /** Every series so far. */
  public synchronized List<Series> series() {
    return List.copyOf(series);
  }

  /**
   * The series of that name; a new one at the first call.
   *
   * @throws IllegalStateException if the plot already has the maximum number of series
   */
  public synchronized Series series(String name) {
    for (Series known : series) {
      if (known.name.equals(name)) {
        return known;
      }
    }
    if (series.size() == MOST_SERIES) {
      throw new IllegalStateException(
          "the plot “" + title + "” has " + MOST_SERIES + " series; no room for “" + name + "”");
    }
    Series fresh = new Series(name);
    series.add(fresh);
    return fresh;
  }

  /**
   * Adds a series of latencies: for each percentile, the latency that this share of calls stays
   * below.
   */
  public Plot latencies(String name, List<Duration> latencies) {
    List<Duration> sorted = latencies.stream().sorted().toList();
    Series line = series(name);
    for (int i = 0; i < sorted.size(); i++) {
      line.add(100.0 * (i + 1) / sorted.size(), sorted.get(i).toNanos() / 1e6);
    }
    return this;
  }

  /** Points that belong together. */
  public static final class Series {
    private final String name;
    private final List<Point> points = new ArrayList<>();
    private long seen;
    private int stride = 1;

    private Series(String name) {
      this.name = name;
    }

    public String name() {
      return name;
    }

    /** The points that are kept, in the order in which they were added. */
    public synchronized List<Point> points() {
      return List.copyOf(points);
    }

    /** Adds a point of a plot over time. */
    public Series at(Duration time, double value) {
      return add(time.toNanos() / 1e9, value);
    }

    /** Adds a point. One that is not a number, such as 0/0, is dropped. */
    public synchronized Series add(double x, double y) {
      if (!Double.isFinite(x) || !Double.isFinite(y)) {
        return this;
      }
      if (seen++ % stride == 0) {
        points.add(new Point(x, y));
      }
      if (points.size() > MOST_POINTS) {
        for (int i = points.size() - 1; i >= 0; i--) {
          if (i % 2 == 1) {
            points.remove(i);
          }
        }
        stride *= 2;
      }
      return this;
    }
  }
}
