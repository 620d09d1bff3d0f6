package dev.syslab.engine.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.syslab.engine.report.ReportWriter;
import dev.syslab.subject.bench.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchReportTest {
  private final Table table = new Table("reads", "Library");

  private BenchReport.Row row(String contender) {
    return BenchReport.of("caching", "embedded", List.of(table)).tables().get(0).rows().stream()
        .filter(row -> row.contender().equals(contender))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_figure_is_the_median_of_the_rounds_with_its_range_and_its_ratio_to_the_peer() {
    List.of(9.0, 1.0, 6.0).forEach(value -> table.add("reference", "p99, ms", value));
    List.of(3.0, 4.0, 2.0).forEach(value -> table.add("Library", "p99, ms", value));

    // Round by round 3, 0.25 and 3; the ratio of the medians would be 2.
    assertThat(row("reference").figures())
        .containsExactly(
            new BenchReport.Figure("p99, ms", 6, 1, 9, new BenchReport.Ratio(3, 0.25, 3)));
    assertThat(row("Library").figures())
        .containsExactly(
            new BenchReport.Figure("p99, ms", 3, 2, 4, new BenchReport.Ratio(1, 1, 1)));
  }

  @Test
  void there_is_no_ratio_to_a_peer_that_has_no_such_figure_or_zero() {
    table.add("reference", "loads", 3);
    table.add("reference", "errors", 3);
    table.add("Library", "errors", 0);

    assertThat(row("reference").figures())
        .extracting(BenchReport.Figure::ratio)
        .containsOnlyNulls();
  }

  @Test
  void a_dropped_contender_has_a_note_and_no_figures() {
    table.add("learner", "loads", 3);
    table.skip("learner", "stage 4 is not implemented yet");

    assertThat(table.has("learner")).isFalse();
    assertThat(row("learner").figures()).isEmpty();
    assertThat(row("learner").note()).isEqualTo("stage 4 is not implemented yet");
  }

  @Test
  void the_field_names_are_those_of_the_documentation() throws Exception {
    table.add("reference", "loads", 1);
    table.add("Library", "loads", 1);

    JsonNode json =
        new ObjectMapper()
            .readTree(ReportWriter.json(BenchReport.of("caching", "embedded", List.of(table))));

    assertThat(json.fieldNames()).toIterable().containsExactly("lab", "services", "tables");
    JsonNode first = json.at("/tables/0");
    assertThat(first.fieldNames()).toIterable().containsExactly("title", "peer", "rows");
    assertThat(first.at("/rows/0").fieldNames())
        .toIterable()
        .containsExactly("contender", "note", "figures");
    assertThat(first.at("/rows/0/figures/0").fieldNames())
        .toIterable()
        .containsExactly("metric", "median", "min", "max", "ratio");
    assertThat(first.at("/rows/0/figures/0/ratio").fieldNames())
        .toIterable()
        .containsExactly("median", "min", "max");
  }
}
