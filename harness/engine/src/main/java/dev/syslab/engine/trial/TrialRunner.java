package dev.syslab.engine.trial;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.lab.LabManifest.TestEntry;
import dev.syslab.engine.trial.Verdict.StageVerdict;
import dev.syslab.engine.trial.Verdict.TestVerdict;
import dev.syslab.kit.process.Debugger;
import dev.syslab.kit.process.Isolation;
import dev.syslab.kit.process.SubjectPool;
import dev.syslab.kit.process.SubjectSource;
import dev.syslab.kit.run.Trial;
import dev.syslab.kit.verdict.Outcome;
import dev.syslab.services.Services;
import dev.syslab.services.Services.Choice;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Technology;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs trials: the one place where a lab's tests meet a subject. Trials of one lab may run side by
 * side.
 */
public final class TrialRunner implements AutoCloseable {
  /** The port at which a debugger finds a test's first subject. */
  public static final int DEBUG_PORT = Debugger.PORT;

  private final Services services;
  private final SubjectPool hosts;
  private final TestTimes times = new TestTimes();
  private final List<String> subjectOptions;
  private final int width;
  private volatile SubjectSource last;

  /**
   * @param width how many tests of a stage may run at once; at least 1
   * @param archive a CDS archive for the subjects' virtual machines; need not exist
   */
  public TrialRunner(Services services, int width, Path archive) {
    this(services, width, List.of("-XX:SharedArchiveFile=" + archive), new SubjectPool());
  }

  private TrialRunner(Services services, int width, List<String> start, SubjectPool hosts) {
    this.services = services;
    this.hosts = hosts;
    this.width = width;
    this.subjectOptions = new ArrayList<>(start);
    subjectOptions.addAll(List.of("-Xlog:disable", "-Xlog:all=error:stderr"));
  }

  /**
   * One whose subjects write the classes that they have loaded into a CDS archive, with which later
   * ones start faster.
   */
  public static TrialRunner recording(Services services, Path archive) {
    return new TrialRunner(
        services, 1, List.of(SubjectSource.JavaClass.recordTo(archive)), new SubjectPool());
  }

  /** One whose subjects are isolated; parameters as for {@link #TrialRunner}. */
  public static TrialRunner isolated(
      Services services, int width, Path archive, Isolation isolation) {
    return new TrialRunner(
        services,
        width,
        List.of("-XX:SharedArchiveFile=" + archive),
        SubjectPool.isolated(isolation));
  }

  /**
   * Runs a trial to its end.
   *
   * @throws LabException if there is no such stage or subject, if it does not compile, or if no
   *     server can be started
   */
  public Verdict run(CompiledLab lab, TrialRequest request, TrialListener listener) {
    return run(
        lab,
        stages(lab, request).stream().map(stage -> filtered(stage, request)).toList(),
        request,
        listener);
  }

  /**
   * Runs what a lab has for playing with a subject, until it ends.
   *
   * @throws LabException if it has nothing, and for the same reasons as {@link #run}
   */
  public TestVerdict play(CompiledLab lab, TrialRequest request, TrialListener listener) {
    StageEntry play =
        lab.play()
            .orElseThrow(
                () ->
                    new LabException(
                        Kind.USAGE, lab.manifest().name() + " has no page to play with"));
    return run(lab, List.of(play), request, listener).stages().get(0).tests().get(0);
  }

  private Verdict run(
      CompiledLab lab, List<StageEntry> stages, TrialRequest request, TrialListener listener) {
    LabManifest manifest = lab.manifest();
    var source =
        request.subject().source(lab, request.inProcess(), subjectOptions, listener::preparing);
    if (request.debug()) {
      requirePort(DEBUG_PORT);
    }
    Choice choice = choose(technologies(stages), request);
    listener.chosen(choice);

    Trial.Settings settings =
        new Trial.Settings(
            manifest.name(),
            source,
            services,
            choice.mode(),
            request.mode().isPresent(),
            request.seed(),
            request.debug());
    List<StageVerdict> verdicts = new ArrayList<>();
    SubjectPool programs = request.debug() ? SubjectPool.fresh() : hosts;
    // They get going while the servers are made ready for the first tests.
    int tests = stages.stream().mapToInt(stage -> stage.tests().size()).sum();
    programs.prepare(source, Math.min(width, tests), services::track);
    last = source;
    try (Trial trial = new Trial(settings, programs)) {
      trial.onAnnouncement(listener::announced);
      // One debugger can follow one subject only.
      boolean single = request.debug() || request.inProcess();
      StageRunner runner = new StageRunner(lab, trial, single ? 1 : width, times, listener);
      for (StageEntry stage : stages) {
        listener.stageStarted(stage);
        StageVerdict verdict =
            unfinished(verdicts)
                .filter(earlier -> !request.everything())
                .map(earlier -> runner.blocked(stage, earlier))
                .orElseGet(() -> runner.run(stage));
        listener.stageEnded(verdict);
        verdicts.add(verdict);
      }
    }
    return new Verdict(
        manifest.name(),
        request.subject().text(),
        choice.mode(),
        request.seed().text(),
        verdicts,
        request.subject().isLearner() ? lab.tampered() : List.of());
  }

  /**
   * How long the tests of a request take one after the other, in ms, by what they took before;
   * {@link Long#MAX_VALUE} if not known.
   */
  public long expectedMillis(CompiledLab lab, TrialRequest request) {
    List<TestEntry> tests =
        stages(lab, request).stream()
            .flatMap(stage -> filtered(stage, request).tests().stream())
            .toList();
    return times.of(lab.manifest().name(), tests);
  }

  /**
   * Another trial like the last one will come, and what it tries may be changed until then: gets
   * ready for it.
   */
  public void expectAnother() {
    if (last != null) {
      hosts.replenish(last, services::track);
    }
  }

  /** Ends the programs that were kept for more subjects. */
  @Override
  public void close() {
    hosts.close();
  }

  /** A stage of which nothing is written yet: later ones build on it. */
  private static Optional<StageVerdict> unfinished(List<StageVerdict> verdicts) {
    return verdicts.stream()
        .filter(
            stage ->
                stage.tests().stream().allMatch(test -> test.outcome() == Outcome.NOT_IMPLEMENTED))
        .findFirst();
  }

  private Choice choose(Set<Technology> technologies, TrialRequest request) {
    try {
      return services.choose(request.mode(), technologies);
    } catch (ServiceException e) {
      throw new LabException(Kind.TROUBLE, e.getMessage(), e);
    }
  }

  private static Set<Technology> technologies(List<StageEntry> stages) {
    Set<Technology> technologies = EnumSet.noneOf(Technology.class);
    stages.forEach(stage -> technologies.addAll(stage.servers()));
    return technologies;
  }

  private static void requirePort(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new LabException(
          Kind.TROUBLE,
          "port "
              + port
              + " is in use by another program, but your code needs it for the debugger; stop that"
              + " program (another --debug?) first",
          e);
    }
  }

  private static StageEntry filtered(StageEntry stage, TrialRequest request) {
    return stage.withTests(test -> request.test().map(test.method()::equals).orElse(true));
  }

  private static List<StageEntry> stages(CompiledLab lab, TrialRequest request) {
    return request.stages().of(lab.manifest(), () -> request.subject().stages(lab));
  }
}
