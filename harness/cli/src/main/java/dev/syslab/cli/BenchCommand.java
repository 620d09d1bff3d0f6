package dev.syslab.cli;

import dev.syslab.engine.bench.BenchPeers;
import dev.syslab.engine.bench.BenchReport;
import dev.syslab.engine.bench.BenchRunner;
import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabCompiler.Origin;
import dev.syslab.engine.report.ReportWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./lab bench}: your code, the reference and a library side by side. */
@Command(
    name = "bench",
    description = "Benchmark your code against the reference and a production library.")
final class BenchCommand extends Verb {
  private static final Duration BOUND = Duration.ofMinutes(30);

  @Parameters(paramLabel = "<lab>", description = "The lab's name; see ./lab list.")
  private String lab;

  @Mixin private ServicesOption services;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the figures to this file as JSON.")
  private Path json;

  @Override
  public Integer call() {
    try (CompiledLab compiled =
        context().compiler().compile(context().workbook().lab(lab), Origin.WORK_TREE)) {
      BenchRunner runner =
          new BenchRunner(
              context().services(),
              new BenchPeers(context().workbook()).libraries(),
              BOUND,
              line -> out().println(Ansi.faint(line)));
      BenchReport report = runner.run(compiled, services.mode());
      report.tables().forEach(this::print);
      if (json != null) {
        ReportWriter.write(json, ReportWriter.json(report));
      }
      return 0;
    }
  }

  private void print(BenchReport.TableReport table) {
    out().println();
    out().println(Ansi.bold(table.title()));
    out().println(line("", "", "median", "min to max", "ratio to " + table.peer()));
    for (BenchReport.Row row : table.rows()) {
      if (!row.note().isEmpty()) {
        out().println("  %-18s ".formatted(row.contender()) + Ansi.faint(row.note()));
      }
      String name = row.contender();
      for (BenchReport.Figure figure : row.figures()) {
        String range = range(figure.min(), figure.max());
        out()
            .println(
                line(name, figure.metric(), number(figure.median()), range, over(figure.ratio())));
        name = "";
      }
    }
  }

  private static String line(
      String contender, String metric, String median, String range, String ratio) {
    return "  %-18s %-26s %8s  %-18s  %s"
        .formatted(contender, metric, median, range, ratio)
        .stripTrailing();
  }

  private static String over(BenchReport.Ratio ratio) {
    return ratio == null
        ? ""
        : "%5s  (%s)".formatted(number(ratio.median()), range(ratio.min(), ratio.max()));
  }

  private static String range(double min, double max) {
    return number(min) + " to " + number(max);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value >= 1000 ? "%.0f" : "%.2f", value);
  }
}
