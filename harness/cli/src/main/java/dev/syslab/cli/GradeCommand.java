package dev.syslab.cli;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.grade.CohortRun;
import dev.syslab.engine.grade.Grade;
import dev.syslab.engine.grade.GradeBook;
import dev.syslab.engine.grade.GradeOptions;
import dev.syslab.engine.grade.GradeOutcome;
import dev.syslab.engine.grade.Similarity;
import dev.syslab.engine.grade.SimilarityRun;
import dev.syslab.engine.grade.Submissions;
import dev.syslab.engine.grade.Trials;
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
import dev.syslab.services.base.Mode;
import dev.syslab.services.base.Server;
import dev.syslab.services.base.Technology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./lab grade}: a cohort's submissions. */
@Command(name = "grade", description = "Grade a folder of submissions; see docs/instructors.md.")
final class GradeCommand extends Verb {
  private static final String ALL = "all";
  private static final Pattern SHARD = Pattern.compile("(0|[1-9]\\d{0,5})/(\\d{1,6})");
  private static final String WHAT_TRUST_MEANS =
      """
      Submissions cannot be isolated on this machine: %s.

      The code of these submissions would run as your user, on this machine, without isolation.
      It could read your files, the tests and the solutions; change or forge grades; send
      anything anywhere; use your Docker engine; and exhaust memory, processes and disk.
      If you trust the authors, or if this machine holds nothing else, add --trust.\
      """;

  @Parameters(index = "0", paramLabel = "<lab>", description = "The lab's name, or all.")
  private String lab;

  @Parameters(
      index = "1",
      paramLabel = "<submissions>",
      description = "A folder with one folder, .zip file or git repository per submission.")
  private Path folder;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description =
          "Where grades and reports go. If the folder exists, grading continues where it left off.")
  private Path out;

  @Option(
      names = "--trust",
      description =
          "Run the submissions as your own user, without isolation; see docs/instructors.md.")
  private boolean trust;

  @Option(
      names = "--isolation",
      paramLabel = "WAY",
      description =
          "How submissions are isolated: bubblewrap or docker (both Linux); default: the first of"
              + " them that works.")
  private Isolations.Way isolation;

  @Mixin private StagesOption stages;

  @Mixin private ServicesOption services;

  @Mixin private SimilarityOption similarity;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "How many submissions to grade in parallel; default: one per core.")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description = "Grade only the I-th of N parts, counted from 0; see grade-merge.")
  private String shard = "0/1";

  @Option(
      names = "--time-limit",
      paramLabel = "MINUTES",
      description = "After this time, no further stage of a submission begins; default 20.")
  private int minutes = 20;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "The seed of all random choices; default: a new one for each run.")
  private String seed;

  @Option(names = "--regrade", description = "Grade again what has already been graded.")
  private boolean regrade;

  @Override
  public Integer call() {
    atLeastOne("--jobs", jobs);
    atLeastOne("--time-limit", minutes);
    if (trust && isolation != null) {
      throw new LabException(Kind.USAGE, "choose either --trust or --isolation");
    }
    Optional<Isolation> sandboxes = trust ? Optional.empty() : Optional.of(sandboxes(isolation));
    List<LabFolder> labs =
        lab.equals(ALL) ? context().workbook().labs() : List.of(context().workbook().lab(lab));
    Submissions whole = Submissions.in(context().path(folder));
    Submissions submissions = part(whole);
    Optional<SimilarityRun> alike = similarity.run(context().workbook());
    boolean compared = true;
    submissions
        .skipped()
        .forEach(
            name ->
                out()
                    .println(
                        Ansi.yellow("! skipped " + name + ": neither a folder nor a .zip file")));
    Seed from = seed == null ? Seed.fresh() : seed(seed);
    List<Grade> grades = new ArrayList<>();
    try (GradeBook book = GradeBook.open(context().path(out))) {
      for (LabFolder one : labs) {
        grades.addAll(graded(one, submissions, from, book, sandboxes));
        // Of the whole cohort, as those who copied may be in different parts; once is enough.
        if (alike.isPresent() && shard.startsWith("0/")) {
          compared &= compared(alike.get(), one, whole, book);
        }
      }
      CohortRun.summarize(book, name -> context().manifests().of(context().workbook().lab(name)));
    }
    long undecided = grades.stream().filter(GradeCommand::undecided).count();
    out().printf("%d graded, %d undecided%n", grades.size() - undecided, undecided);
    out().println("grades: " + context().path(out).resolve("results.csv"));
    return undecided == 0 && compared ? 0 : Main.TROUBLE;
  }

  private boolean compared(SimilarityRun run, LabFolder lab, Submissions whole, GradeBook book) {
    Similarity found = run.compare(lab, context().manifests().of(lab), whole.all(), book);
    say(found.summary());
    return found.trouble().isEmpty();
  }

  private static Isolation sandboxes(Isolations.Way asked) {
    try {
      return Isolations.find(Optional.ofNullable(asked));
    } catch (Isolation.UnavailableException e) {
      throw new LabException(Kind.USAGE, WHAT_TRUST_MEANS.formatted(e.getMessage()), e);
    }
  }

  private List<Grade> graded(
      LabFolder folder,
      Submissions submissions,
      Seed from,
      GradeBook book,
      Optional<Isolation> sandboxes) {
    StageChoice choice = stages.core() ? StageChoice.CORE : StageChoice.ALL;
    CohortRun run = new CohortRun(book, jobs, regrade, this::say);
    try (CompiledLab compiled = context().compiler().compile(folder, Origin.COMMITTED)) {
      Set<Technology> used = EnumSet.noneOf(Technology.class);
      used.addAll(compiled.manifest().servers());
      Mode mode = context().services().choose(services.mode(), used).mode();
      GradeOptions options =
          new GradeOptions(choice, Optional.of(mode), from, Duration.ofMinutes(minutes), sandboxes);
      // They run before the first submission begins, whose time they must not take.
      List<Server> warm = new ArrayList<>();
      try {
        used.stream()
            .filter(technology -> sandboxes.isEmpty() || technology.hasAccounts())
            .forEach(technology -> warm.add(context().services().warm(technology, mode)));
        return run.run(compiled, submissions.all(), judging -> trials(judging, sandboxes), options);
      } finally {
        warm.forEach(Server::close);
      }
    }
  }

  /** Programs of its own for each submission: what one leaves in them, no other finds. */
  private Trials trials(CompiledLab judging, Optional<Isolation> sandboxes) {
    TrialRunner runner =
        sandboxes
            .map(isolation -> context().isolatedRunner(1, isolation))
            .orElseGet(() -> context().runner(1));
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

  private synchronized void say(String line) {
    out().println(line);
    out().flush();
  }

  private static boolean undecided(Grade grade) {
    return grade.outcome() == GradeOutcome.INCONCLUSIVE || grade.undecided() > 0;
  }

  private Submissions part(Submissions all) {
    Matcher parts = SHARD.matcher(shard);
    if (!parts.matches()) {
      throw new LabException(Kind.USAGE, "--shard must be I/N, such as 0/4; was “" + shard + "”");
    }
    int index = Integer.parseInt(parts.group(1));
    int count = Integer.parseInt(parts.group(2));
    if (index >= count) {
      throw new LabException(
          Kind.USAGE,
          "--shard counts from 0: of %d parts, the last is %d/%d"
              .formatted(count, count - 1, count));
    }
    return all.shard(index, count);
  }

  private static void atLeastOne(String option, int value) {
    if (value < 1) {
      throw new LabException(Kind.USAGE, option + " must be at least 1, was " + value);
    }
  }

  private static Seed seed(String text) {
    try {
      return new Seed(text);
    } catch (IllegalArgumentException e) {
      throw new LabException(Kind.USAGE, e.getMessage(), e);
    }
  }
}
