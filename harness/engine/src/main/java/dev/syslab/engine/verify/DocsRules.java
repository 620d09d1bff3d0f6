package dev.syslab.engine.verify;

import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.lab.LabManifest.TestEntry;
import dev.syslab.engine.page.Markdown;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The rules about a lab's own pages: a section for each stage, a ladder for each hint. */
final class DocsRules {
  private static final int FEWEST_RUNGS = 2;

  private final LabFolder folder;
  private final LabManifest manifest;

  DocsRules(LabFolder folder, LabManifest manifest) {
    this.folder = folder;
    this.manifest = manifest;
  }

  List<Check> check() {
    Path solution = folder.solutionFolder().resolve("README.md");
    List<Check> checks = new ArrayList<>();
    PageRules pages = new PageRules(folder.workbook().root(), false);
    for (Path page : List.of(folder.readme(), folder.hints(), solution)) {
      if (Files.exists(page)) {
        checks.addAll(pages.check(page));
      } else {
        checks.add(Check.fails(Rule.DOCS, folder.shown(page), "is missing"));
      }
    }
    // A learner reads the first for each stage, and with ./lab solution the other.
    for (Path page : List.of(folder.readme(), solution)) {
      if (Files.exists(page)) {
        sections(new Markdown(page), checks);
      }
    }
    if (Files.exists(folder.hints())) {
      hints(new Markdown(folder.hints()), checks);
    }
    times(checks);
    return checks;
  }

  /** The core, its time, and that the project's list of labs says the same. */
  private void times(List<Check> checks) {
    int stages = manifest.stages().size();
    checks.add(
        Check.of(
            Rule.DOCS,
            "@Lab(core)",
            manifest.core() < 1 || manifest.core() > stages
                ? "should be 1 to " + stages + ", is " + manifest.core()
                : ""));
    checks.add(
        Check.of(
            Rule.DOCS,
            "@Lab(coreMinutes)",
            manifest.coreMinutes() < 1 || manifest.coreMinutes() > manifest.minutes()
                ? "should be 1 to " + manifest.minutes() + ", is " + manifest.coreMinutes()
                : ""));
    Path list = folder.workbook().root().resolve("README.md");
    String row = "| [" + manifest.name() + "](";
    if (Files.exists(list)) {
      String figures = "| " + manifest.coreMinutes() + " | " + manifest.minutes() + " |";
      new Markdown(list)
          .lines().stream()
              .filter(line -> line.startsWith(row))
              .forEach(
                  line ->
                      checks.add(
                          Check.of(
                              Rule.DOCS,
                              "README.md, the row of " + manifest.name(),
                              line.endsWith(figures)
                                  ? ""
                                  : "should end with “"
                                      + figures
                                      + "”: the minutes for the core and for all stages")));
    }
  }

  private void sections(Markdown readme, List<Check> checks) {
    for (StageEntry stage : manifest.stages()) {
      String heading = "Stage " + stage.number() + ": " + stage.title();
      checks.add(
          Check.of(
              Rule.DOCS,
              folder.shown(readme.file()),
              readme.section(heading).isEmpty() ? "has no section “" + heading + "”" : ""));
    }
  }

  private void hints(Markdown hints, List<Check> checks) {
    Set<String> used = new HashSet<>();
    Stream.concat(
            manifest.stages().stream()
                .flatMap(stage -> stage.tests().stream())
                .map(TestEntry::hint),
            manifest.mistakes().stream().map(LabManifest.MistakeEntry::hint))
        .filter(hint -> !hint.isEmpty())
        .forEach(used::add);
    for (String hint : used) {
      int rungs = hints.numbered(hint).size();
      checks.add(
          Check.of(
              Rule.DOCS,
              "hint " + hint,
              rungs >= FEWEST_RUNGS
                  ? ""
                  : "hints.md needs a section “## "
                      + hint
                      + "” with at least "
                      + FEWEST_RUNGS
                      + " numbered rungs"));
    }
    for (StageEntry stage : manifest.stages()) {
      for (TestEntry test : stage.tests()) {
        checks.add(
            Check.of(
                Rule.DOCS,
                test.id(),
                test.hint().isEmpty() ? "has no @Hint: which hint helps when it fails?" : ""));
      }
    }
  }
}
