package dev.syslab.engine.grade;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.grade.Grader.Graded;
import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.report.HtmlReport;
import dev.syslab.engine.report.HtmlReport.Occasion;
import dev.syslab.engine.report.ReportWriter;
import dev.syslab.engine.trial.SubjectSpec;
import dev.syslab.kit.process.Isolation;
import dev.syslab.kit.verdict.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Grades a cohort into a book. Several submissions are graded side by side; each has programs of
 * its own. What a book holds already, of the same code and the same tests, is not graded again.
 */
public final class CohortRun {
  /** The staff's page of a submission. */
  static final String STAFF_PAGE = "staff.html";

  private static final String FEEDBACK = "feedback";
  private static final String WORK = ".work";

  private final GradeBook book;
  private final int jobs;
  private final boolean regrade;
  private final Consumer<String> say;
  private final AtomicInteger done = new AtomicInteger();
  private long began;
  private int due;

  /**
   * @param jobs how many submissions are graded side by side
   * @param regrade also what the book holds already
   * @param say told of each submission that has been graded; by many threads
   */
  public CohortRun(GradeBook book, int jobs, boolean regrade, Consumer<String> say) {
    this.book = book;
    this.jobs = jobs;
    this.regrade = regrade;
    this.say = say;
  }

  /**
   * Grades all submissions of one lab.
   *
   * @param trials makes what runs the trials of one submission, whose classes the lab holds
   * @return the submissions' grades
   */
  public List<Grade> run(
      CompiledLab lab,
      List<Submission> submissions,
      Function<CompiledLab, Trials> trials,
      GradeOptions options) {
    String name = lab.manifest().name();
    List<Submission> open = new ArrayList<>();
    Grader probe = new Grader(lab, judging -> null, options);
    for (Submission submission : submissions) {
      boolean stands =
          !regrade
              && book.find(name, submission.fileName())
                  .filter(grade -> probe.stands(grade, submission))
                  .isPresent();
      if (!stands) {
        open.add(submission);
      }
    }
    if (open.size() < submissions.size()) {
      say.accept(
          "%s: %d of %d are already graded"
              .formatted(name, submissions.size() - open.size(), submissions.size()));
    }
    if (options.isolation().isPresent() && !open.isEmpty()) {
      requireReferencePasses(lab, trials, options);
    }
    began = System.nanoTime();
    due = open.size();
    done.set(0);
    ExecutorService lanes = Executors.newFixedThreadPool(jobs);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (Submission submission : open) {
        all.add(lanes.submit(() -> one(lab, submission, trials, options)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof LabException known
          ? known
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException(
          Kind.TROUBLE, "interrupted; the same command continues where it left off", e);
    } finally {
      lanes.shutdownNow();
    }
    return submissions.stream()
        .flatMap(submission -> book.find(name, submission.fileName()).stream())
        .toList();
  }

  /**
   * A sandbox must cost nobody points: where the lab's own reference does not pass in one, no
   * submission is judged by it.
   */
  private void requireReferencePasses(
      CompiledLab lab, Function<CompiledLab, Trials> trials, GradeOptions options) {
    String name = lab.manifest().name();
    String way = options.isolation().map(Isolation::name).orElse("");
    say.accept("%s: trying the reference in a sandbox (%s)".formatted(name, way));
    try (Trials programs = trials.apply(lab)) {
      Attempts attempts = Grader.attempts(programs, options);
      Attempts.Result result = attempts.run(Grader.request(SubjectSpec.REFERENCE, options));
      String found =
          result
              .verdict()
              .map(
                  verdict ->
                      verdict.stages().stream()
                          .flatMap(stage -> stage.tests().stream())
                          .filter(test -> test.outcome() != Outcome.PASS)
                          .findFirst()
                          .map(test -> test.id() + ": " + test.message())
                          .orElse(attempts.late() ? "the time limit has passed" : ""))
              .orElse(result.trouble());
      if (!found.isEmpty()) {
        throw new LabException(
            Kind.TROUBLE,
            name
                + " cannot be graded in sandboxes on this machine, because its own reference"
                + " does not pass in one; no submission was graded. "
                + found);
      }
    }
  }

  private void one(
      CompiledLab lab,
      Submission submission,
      Function<CompiledLab, Trials> trials,
      GradeOptions options) {
    Path work = book.folder().resolve(WORK).resolve(submission.fileName());
    try {
      deleteTree(work);
      Files.createDirectories(work);
      // Only its owner's: what is below it may be open to the users of sandboxes.
      Files.setPosixFilePermissions(work.getParent(), PosixFilePermissions.fromString("rwx------"));
      Graded graded = new Grader(lab, trials, options).grade(submission, work);
      write(lab.manifest(), submission, graded);
      tell(graded.grade());
    } catch (IOException e) {
      throw new LabException(
          Kind.TROUBLE, submission.name() + " could not be graded: " + e.getMessage(), e);
    } finally {
      try {
        deleteTree(work);
      } catch (IOException e) {
        // The next run clears it.
      }
    }
  }

  private void write(LabManifest manifest, Submission submission, Graded graded) {
    Grade grade = graded.grade();
    boolean kept =
        !grade.outcome().isConclusive()
            && book.find(grade.lab(), submission.fileName())
                .filter(before -> before.outcome().isConclusive())
                .isPresent();
    if (!kept) {
      Path place = book.place(grade.lab(), submission.fileName());
      Path feedback = place.resolve(FEEDBACK);
      graded
          .verdict()
          .ifPresentOrElse(
              verdict -> {
                HtmlReport.write(
                    feedback, manifest, verdict, new Occasion(ZonedDateTime.now(), 1, 1));
                ReportWriter.write(feedback.resolve("junit.xml"), ReportWriter.junit(verdict));
              },
              () ->
                  ReportWriter.write(
                      feedback.resolve(HtmlReport.FILE), GradePages.learner(manifest, grade)));
      ReportWriter.write(feedback.resolve("results.json"), ReportWriter.json(Gradescope.of(grade)));
      ReportWriter.write(place.resolve(STAFF_PAGE), GradePages.staff(grade));
    }
    // Last: with it, the submission is graded.
    book.enter(submission.fileName(), grade);
  }

  private void tell(Grade grade) {
    int count = done.incrementAndGet();
    long left = (System.nanoTime() - began) / count * (due - count);
    say.accept(
        "[%d/%d%s] %s: %s, %d of %d points%s"
            .formatted(
                count,
                due,
                count < due
                    ? ", " + Math.max(1, Duration.ofNanos(left).toMinutes()) + " min left"
                    : "",
                grade.submission(),
                grade.outcome(),
                grade.earned(),
                grade.points(),
                grade.undecided() > 0 ? " (%d undecided)".formatted(grade.undecided()) : ""));
  }

  /**
   * Writes the results of the whole cohort, from the grades in the book, whichever run made them.
   */
  public static void summarize(GradeBook book, Function<String, LabManifest> manifests) {
    List<GradeBook.Entry> entries = book.entries();
    ReportWriter.write(book.folder().resolve("results.csv"), ResultsCsv.of(entries));
    List<Similarity> alike = Similarity.all(book.folder());
    if (!alike.isEmpty()) {
      ReportWriter.write(book.folder().resolve("similarity.csv"), Similarity.csv(alike));
    }
    ReportWriter.write(
        book.folder().resolve(HtmlReport.FILE),
        GradePages.cohort(book.folder(), entries, manifests));
  }

  static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
