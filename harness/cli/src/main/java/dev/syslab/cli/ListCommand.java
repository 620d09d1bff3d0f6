package dev.syslab.cli;

import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.ManifestStore;
import dev.syslab.engine.report.ReportWriter;
import dev.syslab.services.Technology;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./lab list}. */
@Command(name = "list", description = "List the labs: level, time, servers.")
final class ListCommand extends Verb {
  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  /** A lab as {@code --json} writes it. */
  record Entry(
      String name,
      String title,
      String summary,
      String level,
      int minutes,
      List<String> servers,
      int stages,
      int points) {}

  @Override
  public Integer call() {
    ManifestStore manifests = context().manifests();
    List<Entry> labs =
        context().workbook().labs().stream()
            .map((LabFolder lab) -> entry(manifests.of(lab)))
            .toList();
    if (json) {
      out().print(ReportWriter.json(labs));
      out().flush();
      return 0;
    }
    for (Entry lab : labs) {
      out()
          .printf(
              "%-16s %-13s %4d min  %2d stages  %s%n",
              lab.name(),
              lab.level(),
              lab.minutes(),
              lab.stages(),
              String.join(", ", lab.servers()));
      out().println("  " + Ansi.faint(lab.summary()));
    }
    return 0;
  }

  private static Entry entry(LabManifest lab) {
    return new Entry(
        lab.name(),
        lab.title(),
        lab.summary(),
        lab.level(),
        lab.minutes(),
        lab.servers().stream().map(Technology::id).toList(),
        lab.stages().size(),
        lab.points());
  }
}
