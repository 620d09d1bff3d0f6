package dev.syslab.engine.learn;

import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabCompiler;
import dev.syslab.engine.lab.LabCompiler.Origin;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.lab.SourceDigest;
import dev.syslab.engine.learn.Progress.Standings;
import dev.syslab.engine.trial.StageChoice;
import dev.syslab.engine.trial.SubjectSpec;
import dev.syslab.engine.trial.TrialListener;
import dev.syslab.engine.trial.TrialRequest;
import dev.syslab.engine.trial.TrialRunner;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.kit.run.Seed;
import dev.syslab.services.Services;
import dev.syslab.services.base.Mode;
import dev.syslab.services.base.Server;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Technology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * One learner's trials of one lab, one after the other. What does not change between two trials is
 * kept: the compiled contract and tests, and the warm servers, which do not grow idle meanwhile.
 */
public final class LearnerSession implements Course, AutoCloseable {
  private final LabCompiler compiler;
  private final TrialRunner runner;
  private final Services services;
  private final LabFolder lab;
  private final Optional<Mode> mode;
  private final BiFunction<CompiledLab, TrialRequest, TrialListener> listeners;
  private final LearnerChoice choice;
  private final SubjectSpec subject;
  private final List<Server> held = new ArrayList<>();

  private CompiledLab compiled;
  private String protectedSources = "";

  /**
   * @param asked whose code, as the user says it; which program that is, is decided now
   * @param listeners makes what follows a trial
   * @throws LabException if the learner has several programs and names none
   */
  public LearnerSession(
      LabCompiler compiler,
      TrialRunner runner,
      Services services,
      LabFolder lab,
      SubjectSpec asked,
      Optional<Mode> mode,
      BiFunction<CompiledLab, TrialRequest, TrialListener> listeners) {
    this.compiler = compiler;
    this.runner = runner;
    this.services = services;
    this.lab = lab;
    this.mode = mode;
    this.listeners = listeners;
    refresh();
    this.choice = new LearnerChoice(lab, compiled.manifest());
    this.subject = choice.of(asked);
  }

  /** Which of the learner's programs is tested, if there are several. */
  public Optional<String> said() {
    return choice.said(subject);
  }

  /** What the learner edits, from the repository's root. */
  public String edited() {
    return choice.edited(subject);
  }

  @Override
  public synchronized LabManifest manifest() {
    return compiled.manifest();
  }

  @Override
  public Standings standings() {
    return new Progress(lab.workbook()).of(lab);
  }

  @Override
  public Hints.Given hint(StageEntry stage) {
    return new Hints(lab.workbook()).next(lab, stage, Optional.empty(), false);
  }

  @Override
  public synchronized Verdict run(Optional<Integer> stage) {
    String digest = SourceDigest.of(lab);
    refresh();
    TrialRequest request =
        new TrialRequest(
            subject,
            stage.map(StageChoice::only).orElse(StageChoice.ALL),
            Optional.empty(),
            mode,
            Seed.fresh(),
            false,
            false,
            false);
    Verdict verdict = runner.run(compiled, request, listeners.apply(compiled, request));
    hold(verdict);
    runner.expectAnother();
    new LearnerRecord(lab.workbook()).note(verdict, digest);
    return verdict;
  }

  /** Compiles what has changed: often the learner's own files only. */
  private void refresh() {
    String now = SourceDigest.ofOriginals(lab);
    if (compiled != null && now.equals(protectedSources)) {
      compiled.forgetLearner();
      return;
    }
    CompiledLab fresh = compiler.compile(lab, Origin.COMMITTED);
    close(compiled);
    compiled = fresh;
    protectedSources = now;
  }

  private static void close(CompiledLab lab) {
    if (lab != null) {
      lab.close();
    }
  }

  @Override
  public void close() {
    // Not synchronized: a trial that still runs must not keep the user from leaving.
    held.forEach(Server::close);
    held.clear();
    close(compiled);
  }

  /**
   * Keeps using the warm servers between trials, so that they do not go while somebody thinks for
   * long.
   */
  private void hold(Verdict verdict) {
    if (!held.isEmpty()) {
      return;
    }
    try {
      for (Technology server : manifest().servers()) {
        held.add(services.warm(server, verdict.services()));
      }
    } catch (ServiceException e) {
      // The next trial says so, if it is still true.
    }
  }
}
