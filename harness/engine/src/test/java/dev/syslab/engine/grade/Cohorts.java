package dev.syslab.engine.grade;

import dev.syslab.engine.Workbooks;
import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabCompiler.Origin;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.trial.StageChoice;
import dev.syslab.engine.trial.TrialListener;
import dev.syslab.engine.trial.TrialRequest;
import dev.syslab.engine.trial.TrialRunner;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.kit.process.Isolation;
import dev.syslab.kit.process.Isolations;
import dev.syslab.kit.run.Seed;
import dev.syslab.services.Services;
import dev.syslab.services.base.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The lab view-counter, and cohorts that hand it in. */
final class Cohorts {
  static final String PLACE = "labs/view-counter/src/main/java/dev/syslab/labs/viewcounter/";
  static final String MINE = PLACE + "MyViewCounter.java";

  /** More would load a machine of two cores so that each failure is doubted, and tried again. */
  static final int JOBS = 2;

  /** The sample cohort that docs/instructors.md speaks of. */
  static final Path SAMPLE = Path.of("cohort").toAbsolutePath();

  private Cohorts() {}

  static LabFolder lab(Path root) throws Exception {
    LabFolder lab = Workbooks.scaffolded(Files.createDirectories(root)).lab("view-counter");
    Workbooks.git(root, "init", "-q");
    Workbooks.git(root, "add", ".");
    Workbooks.git(root, "commit", "-q", "-m", "the lab");
    return lab;
  }

  static String right() throws IOException {
    return Files.readString(SAMPLE.resolve("right").resolve(MINE));
  }

  /** The right solution with one change. */
  static String with(String what, String by) throws IOException {
    String right = right();
    if (!right.contains(what)) {
      throw new IllegalArgumentException("the right solution does not hold: " + what);
    }
    return right.replace(what, by);
  }

  static void handIn(Path submission, Map<String, String> files) throws IOException {
    for (var file : files.entrySet()) {
      Path path = submission.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  /** The sandboxes of this machine, made in this way; empty if it has none. */
  static Optional<Isolation> sandboxes(Optional<Isolations.Way> way) {
    try {
      return Optional.of(Isolations.find(way));
    } catch (Isolation.UnavailableException e) {
      return Optional.empty();
    }
  }

  /** How a cohort is graded, and who hears of it. */
  record Grading(
      Services services,
      LabFolder lab,
      Path out,
      boolean regrade,
      Optional<Isolation> isolation,
      Optional<Mode> mode,
      Consumer<String> say,
      Runnable trial) {
    Map<String, Grade> of(List<Submission> submissions) {
      GradeOptions options =
          new GradeOptions(
              StageChoice.ALL, mode, new Seed("K7Q2"), Duration.ofMinutes(5), isolation);
      try (GradeBook book = GradeBook.open(out);
          CompiledLab compiled =
              Workbooks.compiler(lab.workbook()).compile(lab, Origin.COMMITTED)) {
        List<Grade> grades =
            new CohortRun(book, JOBS, regrade, say)
                .run(compiled, submissions, this::trials, options);
        CohortRun.summarize(book, name -> compiled.manifest());
        return grades.stream()
            .collect(
                Collectors.toMap(Grade::submission, grade -> grade, (a, b) -> a, TreeMap::new));
      }
    }

    private Trials trials(CompiledLab judging) {
      trial.run();
      Path archive = Path.of("none.jsa");
      TrialRunner runner =
          isolation
              .map(way -> TrialRunner.isolated(services, 2, archive, way))
              .orElseGet(() -> new TrialRunner(services, 2, archive));
      return new Trials() {
        @Override
        public Verdict run(TrialRequest request, TrialListener listener) {
          return runner.run(judging, request, listener);
        }

        @Override
        public void close() {
          runner.close();
        }
      };
    }
  }

  static Map<String, GradeOutcome> outcomes(Map<String, Grade> grades) {
    return grades.values().stream()
        .collect(Collectors.toMap(Grade::submission, Grade::outcome, (a, b) -> a, TreeMap::new));
  }
}
