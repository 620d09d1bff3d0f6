package dev.syslab.engine.learn;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.learn.Progress.Standings;
import dev.syslab.engine.page.Markdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What of a lab's solution a learner may see. The reference is one class for all stages: the whole
 * of it, and its page, are for who has passed every stage. Of a single stage there is the page's
 * section “Stage N: …”, with the parts of the reference that matter for it.
 */
public final class Solution {
  private final LabFolder lab;
  private final LabManifest manifest;
  private final Standings standings;

  public Solution(LabFolder lab, LabManifest manifest, Standings standings) {
    this.lab = lab;
    this.manifest = manifest;
    this.standings = standings;
  }

  /**
   * A part of the solution.
   *
   * @param source where it stands, from the repository's root
   */
  public record Part(String source, String text) {}

  /**
   * What may be shown.
   *
   * @param withheld the stages whose solution is not shown because they do not pass yet
   */
  public record Shown(List<Part> parts, List<Integer> withheld) {}

  /**
   * The solution: all of it if every stage passes, otherwise that of the stages that do.
   *
   * @param stage only this stage; empty for all
   * @param spoil show it whatever passes
   * @throws LabException if nothing of it may be shown yet
   */
  public Shown show(Optional<Integer> stage, boolean spoil) {
    if (stage.isPresent()) {
      return one(entry(stage.get()), spoil);
    }
    List<StageEntry> passed =
        manifest.stages().stream().filter(entry -> standings.of(entry.number()).passed()).toList();
    if (spoil || passed.size() == manifest.stages().size()) {
      return new Shown(whole(), List.of());
    }
    List<Integer> withheld =
        manifest.stages().stream()
            .map(StageEntry::number)
            .filter(number -> !standings.of(number).passed())
            .toList();
    if (passed.isEmpty()) {
      throw refusal("no stage of " + lab.name() + " passes yet", "");
    }
    return new Shown(
        passed.stream().map(this::section).flatMap(Optional::stream).toList(), withheld);
  }

  private Shown one(StageEntry stage, boolean spoil) {
    if (!spoil && !standings.of(stage.number()).passed()) {
      throw refusal(
          "stage " + stage.number() + " of " + lab.name() + " does not pass yet",
          " --stage " + stage.number());
    }
    Optional<Part> section = section(stage);
    if (section.isEmpty() && !spoil) {
      throw new LabException(
          Kind.SUBJECT,
          lab.shown(page())
              + " has no separate section for stage "
              + stage.number()
              + ". To show the whole essay: ./lab solution "
              + lab.name()
              + " --spoil");
    }
    return new Shown(section.map(List::of).orElseGet(this::whole), List.of());
  }

  private StageEntry entry(int number) {
    return manifest
        .stage(number)
        .orElseThrow(() -> new LabException(Kind.USAGE, manifest.noStage(number)));
  }

  private LabException refusal(String why, String stage) {
    return new LabException(
        Kind.SUBJECT,
        why
            + ".\nFor one hint at a time:  ./lab hint "
            + lab.name()
            + stage.replace("--stage ", "")
            + "\nTo show the solution anyway:  ./lab solution "
            + lab.name()
            + stage
            + " --spoil");
  }

  private Optional<Part> section(StageEntry stage) {
    String begin = "Stage " + stage.number() + ":";
    if (!Files.exists(page())) {
      return Optional.empty();
    }
    Markdown markdown = new Markdown(page());
    return markdown.headings().stream()
        .filter(heading -> heading.startsWith(begin))
        .findFirst()
        .map(
            heading ->
                new Part(
                    lab.shown(page()),
                    "## " + heading + "\n\n" + markdown.section(heading) + "\n"));
  }

  private List<Part> whole() {
    List<Part> parts = new ArrayList<>();
    if (Files.exists(page())) {
      parts.add(new Part(lab.shown(page()), text(page())));
    }
    reference().forEach(file -> parts.add(new Part(lab.shown(file), text(file))));
    if (parts.isEmpty()) {
      throw new LabException(
          Kind.TROUBLE, lab.shown(lab.solutionFolder()) + " contains no solution");
    }
    return parts;
  }

  private Path page() {
    return lab.solutionFolder().resolve("README.md");
  }

  /** The reference, and the classes beside it that it is made of. */
  private List<Path> reference() {
    Path file = lab.solutionSources().resolve(manifest.reference().replace('.', '/') + ".java");
    if (manifest.reference().isEmpty() || !Files.exists(file)) {
      return List.of();
    }
    List<Path> files = new ArrayList<>(List.of(file));
    LabFolder.javaFiles(file.getParent()).stream()
        .filter(other -> other.getParent().equals(file.getParent()) && !other.equals(file))
        .forEach(files::add);
    return files;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new LabException(Kind.TROUBLE, file + " could not be read: " + e.getMessage(), e);
    }
  }

  /** Everything in one text, each part below the name of its file. */
  public static String asText(List<Part> parts) {
    return parts.stream()
        .collect(
            Collectors.groupingBy(Part::source, java.util.LinkedHashMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(
            source ->
                "──── "
                    + source.getKey()
                    + " ────\n\n"
                    + source.getValue().stream().map(Part::text).collect(Collectors.joining("\n")))
        .collect(Collectors.joining("\n"));
  }
}
