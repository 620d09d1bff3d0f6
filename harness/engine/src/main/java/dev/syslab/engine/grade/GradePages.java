package dev.syslab.engine.grade;

import dev.syslab.engine.grade.Grade.GradedStage;
import dev.syslab.engine.grade.Grade.GradedTest;
import dev.syslab.engine.grade.GradeBook.Entry;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.MistakeEntry;
import dev.syslab.engine.report.Pages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The pages of a cohort: one for the staff, and for each submission one for staff and one for its
 * author.
 */
final class GradePages {
  private static final int BARS = 10;

  private GradePages() {}

  /** A word and its class in the style sheet. */
  record Status(String kind, String word) {}

  private record Cell(Status status, int number) {}

  private record Row(
      String name,
      String link,
      Status status,
      int earned,
      int undecided,
      int points,
      List<Cell> stages,
      String note) {}

  /** How many submissions got about so many points. */
  private record Bar(String range, int count, int percent) {}

  /** A test that many fail. */
  private record Fall(String test, int count, int percent, List<Known> mistakes) {}

  private record Known(String name, String summary) {}

  /** Tests that the same submissions fail. */
  private record Together(int count, List<String> tests, List<String> submissions) {}

  private record LabPart(
      String lab,
      String title,
      String submissions,
      List<Row> rows,
      List<Bar> bars,
      List<Fall> falls,
      List<Together> together,
      List<SimilarityView> similar) {}

  private record Cohort(String policy, String styles, List<LabPart> labs) {}

  private record TestRow(String name, Status status, String time, String message, String replay) {}

  private record StagePart(
      int number, String title, Status status, int earned, int points, List<TestRow> tests) {}

  private record StaffPage(
      String policy,
      String styles,
      Grade grade,
      Status status,
      String message,
      List<StagePart> stages) {}

  private record LearnerPage(
      String policy, String styles, String lab, String title, Status status, String summary) {}

  private static Status status(GradeOutcome outcome) {
    String kind =
        switch (outcome) {
          case PASS -> "pass";
          case FAIL, TAMPERED, DOES_NOT_COMPILE, TIMED_OUT -> "fail";
          case NOT_IMPLEMENTED, BLOCKED -> "open";
          case INCONCLUSIVE -> "unsure";
        };
    return new Status(kind, Feedback.word(outcome));
  }

  /** The learner's page where no trial could be made. */
  static String learner(LabManifest manifest, Grade grade) {
    return Pages.page(
        "grade-feedback",
        new LearnerPage(
            Pages.policy("'none'"),
            Pages.styles(),
            grade.lab(),
            manifest.title(),
            status(grade.outcome()),
            Feedback.summary(grade)));
  }

  /** The staff's page of one submission. */
  static String staff(Grade grade) {
    return Pages.page(
        "grade-submission",
        new StaffPage(
            Pages.policy("'none'"),
            Pages.styles(),
            grade,
            status(grade.outcome()),
            grade.message(),
            grade.graded().stream().map(GradePages::stage).toList()));
  }

  private static StagePart stage(GradedStage stage) {
    return new StagePart(
        stage.number(),
        stage.title(),
        status(stage.outcome()),
        stage.earned(),
        stage.points(),
        stage.tests().stream()
            .map(
                test ->
                    new TestRow(
                        test.id().substring(test.id().indexOf('.') + 1).replace('_', ' '),
                        status(test.outcome()),
                        test.millis() + " ms",
                        test.message(),
                        test.replay()))
            .toList());
  }

  /** The staff's page of the whole cohort. */
  static String cohort(Path book, List<Entry> entries, Function<String, LabManifest> manifests) {
    Map<String, List<Entry>> byLab =
        entries.stream()
            .collect(
                Collectors.groupingBy(
                    entry -> entry.grade().lab(), TreeMap::new, Collectors.toList()));
    List<LabPart> labs = new ArrayList<>();
    byLab.forEach((lab, grades) -> labs.add(part(book, grades, manifests.apply(lab))));
    return Pages.page("grade-cohort", new Cohort(Pages.policy("'none'"), Pages.styles(), labs));
  }

  private static LabPart part(Path book, List<Entry> entries, LabManifest manifest) {
    return new LabPart(
        manifest.name(),
        manifest.title(),
        entries.size() + (entries.size() == 1 ? " submission" : " submissions"),
        entries.stream().map(entry -> row(book, entry)).toList(),
        bars(entries),
        falls(entries, manifest),
        together(entries),
        Similarity.read(book.resolve(manifest.name())).stream().map(SimilarityView::of).toList());
  }

  private static Row row(Path book, Entry entry) {
    Grade grade = entry.grade();
    String link =
        book.relativize(entry.place()).toString().replace('\\', '/') + "/" + CohortRun.STAFF_PAGE;
    return new Row(
        grade.submission(),
        link,
        status(grade.outcome()),
        grade.earned(),
        grade.undecided(),
        grade.points(),
        grade.graded().stream()
            .map(stage -> new Cell(status(stage.outcome()), stage.number()))
            .toList(),
        entry.regradeFailed()
            ? "a later grading was inconclusive; this is the grade before it"
            : grade.message().lines().findFirst().orElse(""));
  }

  private static List<Bar> bars(List<Entry> entries) {
    int[] counts = new int[BARS + 1];
    for (Entry entry : entries) {
      Grade grade = entry.grade();
      counts[grade.points() == 0 ? 0 : grade.earned() * BARS / grade.points()]++;
    }
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i <= BARS; i++) {
      String range =
          i == BARS ? "100 %" : "%d to %d %%".formatted(i * 100 / BARS, (i + 1) * 100 / BARS - 1);
      bars.add(new Bar(range, counts[i], counts[i] * 100 / entries.size()));
    }
    return bars;
  }

  /**
   * The tests that submissions fail, most often first, with the mistakes that each is known for.
   */
  private static List<Fall> falls(List<Entry> entries, LabManifest manifest) {
    Map<String, Integer> counts = new TreeMap<>();
    entries.forEach(entry -> failed(entry).forEach(test -> counts.merge(test, 1, Integer::sum)));
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
        .map(
            fall ->
                new Fall(
                    fall.getKey().replace('_', ' '),
                    fall.getValue(),
                    fall.getValue() * 100 / entries.size(),
                    manifest.mistakes().stream()
                        .filter(mistake -> mistake.killedBy().equals(fall.getKey()))
                        .map(GradePages::known)
                        .toList()))
        .toList();
  }

  private static Known known(MistakeEntry mistake) {
    return new Known(mistake.name(), mistake.summary());
  }

  /** What at least two submissions fail alike: they may have made the same mistake. */
  private static List<Together> together(List<Entry> entries) {
    Map<List<String>, List<String>> groups = new LinkedHashMap<>();
    for (Entry entry : entries) {
      List<String> failed = failed(entry);
      if (!failed.isEmpty()) {
        groups.computeIfAbsent(failed, absent -> new ArrayList<>()).add(entry.grade().submission());
      }
    }
    return groups.entrySet().stream()
        .filter(group -> group.getValue().size() > 1)
        .sorted(Comparator.comparing(group -> -group.getValue().size()))
        .map(
            group ->
                new Together(
                    group.getValue().size(),
                    group.getKey().stream().map(test -> test.replace('_', ' ')).toList(),
                    group.getValue()))
        .toList();
  }

  /** The methods of the tests that a submission failed. */
  private static List<String> failed(Entry entry) {
    return entry.grade().graded().stream()
        .flatMap(stage -> stage.tests().stream())
        .filter(test -> test.outcome() == GradeOutcome.FAIL)
        .map(GradedTest::id)
        .map(id -> id.substring(id.indexOf('.') + 1))
        .toList();
  }
}
