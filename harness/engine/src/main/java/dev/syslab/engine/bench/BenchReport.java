package dev.syslab.engine.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.syslab.subject.bench.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What benchmarks found, as {@code ./lab bench --json} writes it. The field names are a promise to
 * other programs: see docs/json.md.
 */
@JsonPropertyOrder({"lab", "services", "tables"})
public record BenchReport(String lab, String services, List<TableReport> tables) {

  /** One comparison; {@code peer} is the contender to which ratios are made. */
  @JsonPropertyOrder({"title", "peer", "rows"})
  public record TableReport(String title, String peer, List<Row> rows) {}

  /** One contender; {@code note} says why it has no figures, and is empty if it has. */
  @JsonPropertyOrder({"contender", "note", "figures"})
  public record Row(String contender, String note, List<Figure> figures) {}

  /**
   * One metric over all rounds.
   *
   * @param ratio to the peer; null where the peer has no such figure, or zero
   */
  @JsonPropertyOrder({"metric", "median", "min", "max", "ratio"})
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Figure(String metric, double median, double min, double max, Ratio ratio) {}

  /**
   * A contender's figure over the peer's of the same round: what slows the machine down in that
   * round slows both.
   */
  @JsonPropertyOrder({"median", "min", "max"})
  public record Ratio(double median, double min, double max) {}

  static BenchReport of(String lab, String services, List<Table> tables) {
    return new BenchReport(lab, services, tables.stream().map(BenchReport::table).toList());
  }

  private static TableReport table(Table table) {
    List<Row> rows = new ArrayList<>();
    for (String contender : table.samples().keySet()) {
      boolean out = table.notes().containsKey(contender);
      Map<String, List<Double>> samples = table.samples().getOrDefault(contender, Map.of());
      rows.add(
          new Row(
              contender,
              table.notes().getOrDefault(contender, ""),
              out
                  ? List.of()
                  : samples.entrySet().stream()
                      .map(one -> figure(one.getKey(), one.getValue(), table))
                      .toList()));
    }
    return new TableReport(table.title(), table.peer(), rows);
  }

  private static Figure figure(String metric, List<Double> samples, Table table) {
    List<Double> peers =
        table.has(table.peer())
            ? table.samples().getOrDefault(table.peer(), Map.of()).getOrDefault(metric, List.of())
            : List.of();
    List<Double> sorted = samples.stream().sorted().toList();
    return new Figure(
        metric,
        median(sorted),
        sorted.get(0),
        sorted.get(sorted.size() - 1),
        ratio(samples, peers));
  }

  private static Ratio ratio(List<Double> samples, List<Double> peers) {
    if (peers.size() != samples.size() || peers.contains(0.0)) {
      return null;
    }
    List<Double> sorted =
        IntStream.range(0, samples.size())
            .mapToObj(round -> samples.get(round) / peers.get(round))
            .sorted()
            .toList();
    return new Ratio(median(sorted), sorted.get(0), sorted.get(sorted.size() - 1));
  }

  private static double median(List<Double> sorted) {
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
