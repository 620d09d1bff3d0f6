package dev.syslab.engine.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.syslab.subject.bench.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
   * @param ratio its median over the peer's; null where the peer has none, or zero
   */
  @JsonPropertyOrder({"metric", "median", "min", "max", "ratio"})
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Figure(String metric, double median, double min, double max, Double ratio) {}

  static BenchReport of(String lab, String services, List<Table> tables) {
    return new BenchReport(lab, services, tables.stream().map(BenchReport::table).toList());
  }

  private static TableReport table(Table table) {
    Set<String> contenders = new LinkedHashSet<>(table.samples().keySet());
    contenders.addAll(table.notes().keySet());
    List<Row> rows = new ArrayList<>();
    for (String contender : contenders) {
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
    List<Double> sorted = samples.stream().sorted().toList();
    List<Double> peers = table.samples().getOrDefault(table.peer(), Map.of()).get(metric);
    Double ratio = peers == null || median(peers) == 0 ? null : median(samples) / median(peers);
    return new Figure(metric, median(samples), sorted.get(0), sorted.get(sorted.size() - 1), ratio);
  }

  private static double median(List<Double> samples) {
    List<Double> sorted = samples.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
