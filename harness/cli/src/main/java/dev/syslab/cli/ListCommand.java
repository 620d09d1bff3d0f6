package dev.syslab.cli;

import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.ManifestStore;
import dev.syslab.engine.report.ReportWriter;
import dev.syslab.services.base.Technology;
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
      int coreMinutes,
      List<String> servers,
      int stages,
      int core,
      int points) {}

  @Override
  public Integer call() {
    context().sweep();
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
              "%-20s %-13s %2d stages, %3d min   core: %d, %3d min   %s%n",
              lab.name(),
              lab.level(),
              lab.stages(),
              lab.minutes(),
              lab.core(),
              lab.coreMinutes(),
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
        lab.coreMinutes(),
        lab.servers().stream().map(Technology::id).toList(),
        lab.stages().size(),
        lab.core(),
        lab.points());
  }
}
