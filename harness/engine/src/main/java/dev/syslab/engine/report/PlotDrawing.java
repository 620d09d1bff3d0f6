package dev.syslab.engine.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.syslab.kit.verdict.Plot;
import dev.syslab.kit.verdict.Plot.Axis;
import dev.syslab.kit.verdict.Plot.Point;
import dev.syslab.kit.verdict.Plot.Series;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.List;

/** A plot as the page shows it: figures in a table for everybody, and data that a script draws. */
record PlotDrawing(String id, String title, String x, String y, List<Row> rows, Data data) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final MathContext SHOWN = new MathContext(3);
  private static final MathContext DRAWN = new MathContext(6);

  /** A series in figures. */
  record Row(
      int number, String name, int points, String least, String median, String most, String last) {}

  /** What the script draws. */
  record Data(String id, Scale x, Scale y, List<Line> series) {}

  record Scale(String label, boolean logarithmic) {}

  record Line(String name, List<BigDecimal> x, List<BigDecimal> y) {}

  static PlotDrawing of(String id, Plot plot) {
    List<Line> lines = plot.series().stream().map(series -> line(plot, series)).toList();
    Data data = new Data(id, scale(plot.x()), scale(plot.y()), lines);
    List<Row> rows = new java.util.ArrayList<>();
    for (Series series : plot.series()) {
      rows.add(row(rows.size() + 1, series));
    }
    return new PlotDrawing(id, plot.title(), plot.x().label(), plot.y().label(), rows, data);
  }

  /**
   * The data of all plots as JSON that can stand inside a script element: no text in it can end the
   * element or begin another.
   */
  static String json(List<PlotDrawing> plots) {
    try {
      return JSON.writeValueAsString(plots.stream().map(PlotDrawing::data).toList())
          .replace("<", "\\u003c")
          .replace(">", "\\u003e")
          .replace("&", "\\u0026")
          .replace("\u2028", "\\u2028")
          .replace("\u2029", "\\u2029");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Scale scale(Axis axis) {
    return new Scale(axis.label(), axis.logarithmic());
  }

  private static Line line(Plot plot, Series series) {
    List<Point> points =
        series.points().stream()
            .filter(point -> point.x() > 0 || !plot.x().logarithmic())
            .filter(point -> point.y() > 0 || !plot.y().logarithmic())
            .sorted(Comparator.comparingDouble(Point::x))
            .toList();
    return new Line(
        series.name(),
        points.stream().map(point -> rounded(point.x(), DRAWN)).toList(),
        points.stream().map(point -> rounded(point.y(), DRAWN)).toList());
  }

  private static Row row(int number, Series series) {
    List<Point> points = series.points();
    double[] sorted = points.stream().mapToDouble(Point::y).sorted().toArray();
    if (sorted.length == 0) {
      return new Row(number, series.name(), 0, "–", "–", "–", "–");
    }
    return new Row(
        number,
        series.name(),
        sorted.length,
        shown(sorted[0]),
        shown(sorted[sorted.length / 2]),
        shown(sorted[sorted.length - 1]),
        shown(points.get(points.size() - 1).y()));
  }

  private static String shown(double value) {
    return Math.abs(value) >= 1_000
        ? String.format(java.util.Locale.ROOT, "%.0f", value)
        : rounded(value, SHOWN).stripTrailingZeros().toPlainString();
  }

  private static BigDecimal rounded(double value, MathContext digits) {
    return new BigDecimal(value).round(digits);
  }
}
