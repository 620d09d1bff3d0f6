package dev.syslab.engine.report;

import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.report.TimelineDrawing.Drawing;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.engine.trial.Verdict.StageVerdict;
import dev.syslab.engine.trial.Verdict.TestVerdict;
import dev.syslab.kit.verdict.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the page's template shows of a verdict, in the words of the page. */
final class ReportView {
  private final LabManifest manifest;
  private final Verdict verdict;
  private final List<PlotDrawing> plots = new ArrayList<>();
  private int tests;

  record Stage(
      int number,
      String title,
      Status status,
      int earned,
      int points,
      String time,
      String todo,
      List<Test> tests) {}

  /** How something ended: a class for the style sheet, a sign and a word. */
  record Status(String kind, String sign, String word) {}

  /**
   * A test; {@code open} if a reader should see its details at once, {@code details} if it has any.
   */
  record Test(
      String id,
      String name,
      Status status,
      String time,
      boolean failed,
      boolean open,
      boolean details,
      List<String> notes,
      List<Finding> findings,
      ReadOn readOn,
      List<Timeline> timeline,
      List<PlotDrawing> plots,
      List<String> output) {}

  /** Where to go on after a failure; texts are empty where there is nothing to name. */
  record ReadOn(String hint, String hintCommand, String readme, String section, String replay) {}

  /** One drawing, or none: the template has no other way to say that. */
  record Timeline(String id, Drawing drawing) {}

  ReportView(LabManifest manifest, Verdict verdict) {
    this.manifest = manifest;
    this.verdict = verdict;
  }

  List<Stage> stages() {
    return verdict.stages().stream().map(this::stage).toList();
  }

  /** The plots of the stages that were asked for so far, in their order on the page. */
  List<PlotDrawing> plots() {
    return plots;
  }

  static Status status(Outcome outcome) {
    return switch (outcome) {
      case PASS -> new Status("pass", "✓", "passed");
      case FAIL -> new Status("fail", "✗", "failed");
      case TAMPERED -> new Status("fail", "✗", "tampered with");
      case NOT_IMPLEMENTED -> new Status("open", "○", "not implemented yet");
      case BLOCKED -> new Status("open", "○", "blocked by an earlier stage");
      case INCONCLUSIVE -> new Status("unsure", "?", "inconclusive");
    };
  }

  private Stage stage(StageVerdict stage) {
    boolean passed = stage.outcome() == Outcome.PASS;
    long millis = stage.tests().stream().mapToLong(TestVerdict::millis).sum();
    String todo =
        stage.tests().stream()
            .filter(test -> test.outcome() == Outcome.NOT_IMPLEMENTED)
            .map(TestVerdict::message)
            .findFirst()
            .orElse("");
    return new Stage(
        stage.number(),
        stage.title(),
        status(stage.outcome()),
        passed ? stage.points() : 0,
        stage.points(),
        seconds(millis),
        todo,
        stage.tests().stream().map(test -> test(stage, test)).toList());
  }

  private Test test(StageVerdict stage, TestVerdict test) {
    String id = "t" + ++tests;
    boolean failed =
        test.outcome() == Outcome.FAIL
            || test.outcome() == Outcome.TAMPERED
            || test.outcome() == Outcome.INCONCLUSIVE;
    List<PlotDrawing> drawn = new ArrayList<>();
    test.plots().forEach(plot -> drawn.add(PlotDrawing.of(id + "-p" + drawn.size(), plot)));
    plots.addAll(drawn);
    List<Timeline> timeline =
        test.timeline().hasSeveralParties()
            ? List.of(new Timeline(id, new TimelineDrawing(test.timeline()).draw()))
            : List.of();
    return new Test(
        id,
        test.sentence(),
        status(test.outcome()),
        seconds(test.millis()),
        failed,
        failed || !drawn.isEmpty(),
        failed || !drawn.isEmpty() || !timeline.isEmpty() || !test.notes().isEmpty(),
        test.notes(),
        test.outcome() == Outcome.PASS ? List.of() : Finding.of(test.message()),
        readOn(stage, test),
        timeline,
        drawn,
        test.output());
  }

  private ReadOn readOn(StageVerdict stage, TestVerdict test) {
    String lab = verdict.lab();
    return new ReadOn(
        test.hint(),
        "./lab hint " + lab + " " + stage.number(),
        "labs/" + lab + "/README.md",
        "Stage " + stage.number() + ": " + stage.title(),
        test.replay());
  }

  String title() {
    return manifest.title();
  }

  private static String seconds(long millis) {
    return millis == 0 ? "" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }
}
