package dev.syslab.engine.verify;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.lab.LabCompiler;
import dev.syslab.engine.machine.Installer;
import dev.syslab.engine.machine.Machine;
import dev.syslab.engine.trial.TrialRunner;
import dev.syslab.engine.verify.Scope.LabScope;
import dev.syslab.services.Services;
import dev.syslab.services.base.Mode;
import dev.syslab.services.base.Technology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The project's own proof: the harness's tests, every lab's rules, the pages. */
public final class Verification {
  private final LabCompiler compiler;
  private final TrialRunner runner;
  private final Services services;
  private final Machine machine;
  private final Installer installer;
  private final Consumer<String> say;

  public Verification(
      LabCompiler compiler,
      TrialRunner runner,
      Services services,
      Machine machine,
      Installer installer,
      Consumer<String> say) {
    this.compiler = compiler;
    this.runner = runner;
    this.services = services;
    this.machine = machine;
    this.installer = installer;
    this.say = say;
  }

  /**
   * What was found.
   *
   * @param project what is not part of a lab and failed, or needed a second look, a line each
   * @param notRun what was left out and why, a line each
   * @param secondLooks how many checks failed at first and passed when they were tried once more
   */
  public record Result(
      long passed,
      long failed,
      List<LabVerdict> labs,
      List<String> project,
      List<String> notRun,
      long secondLooks) {}

  /**
   * Verifies what the scope says.
   *
   * @throws LabException if something is missing that this user may not install; names the command
   */
  public Result run(Scope scope, VerifyOptions options) {
    List<String> notRun = new ArrayList<>();
    List<String> project = new ArrayList<>();
    long passed = 0;
    long failed = 0;
    long secondLooks = 0;
    VerifyOptions chosen = scope.hasTrials() ? withMode(scope, options) : options;

    if (scope.harness() && options.quick()) {
      notRun.add("the harness's own tests and the console blocks of the docs (--quick)");
    } else if (scope.harness()) {
      HarnessTests.Count count =
          new HarnessTests(compiler.workbook().root(), say).run(chosen.mode(), !scope.sampled());
      passed += count.passed();
      failed += count.failures().size();
      count.failures().forEach(test -> project.add("✗ harness: " + test));
      secondLooks += count.unlike().size();
      count.unlike().forEach(test -> project.add("! harness: " + test));
      if (count.skipped() > 0) {
        notRun.add(
            count.skipped()
                + " tests of the harness, because of what is missing on this machine or in this"
                + " mode (.syslab/verify.log)");
      }
      if (scope.sampled()) {
        notRun.add("the harness's longest tests; the nightly workflow runs all of them");
      }
      if (Chromium.find().isEmpty()) {
        notRun.add("the tests of the labs' pages, because " + Chromium.MISSING);
      }
    }
    List<LabVerdict> verdicts = new ArrayList<>();
    LabVerifier verifier = new LabVerifier(compiler, runner, say);
    for (LabScope lab : scope.labs()) {
      LabVerdict verdict = verifier.verify(lab, chosen);
      verdicts.add(verdict);
      notRun.addAll(verdict.notRun());
      secondLooks += verdict.unlike().size();
      passed += verdict.passed();
      failed += verdict.failed();
    }
    if (scope.pages()) {
      for (Check check : pages(!options.quick())) {
        passed += check.ok() ? 1 : 0;
        failed += check.ok() ? 0 : 1;
        if (!check.ok()) {
          project.add("✗ " + check.what() + ": " + check.detail());
        }
      }
    }
    return new Result(passed, failed, verdicts, project, notRun, secondLooks);
  }

  /** The mode for all trials, chosen once; what it lacks is installed where this user may. */
  private VerifyOptions withMode(Scope scope, VerifyOptions options) {
    boolean everything = scope.harness() && !options.quick();
    Set<Technology> technologies = EnumSet.allOf(Technology.class);
    Optional<Mode> wanted = options.mode();
    Mode mode =
        wanted.orElseGet(
            () ->
                machine.missing(Mode.CONTAINERS, technologies).isEmpty()
                    ? Mode.CONTAINERS
                    : Mode.EMBEDDED);
    Set<Technology> needed =
        everything ? technologies : EnumSet.of(Technology.POSTGRESQL, Technology.REDIS);
    machine.missing(mode, needed).ifPresent(installer::bring);
    say.accept(services.choose(Optional.of(mode), needed).reason());
    return options.in(mode);
  }

  private List<Check> pages(boolean runCommands) {
    Path root = compiler.workbook().root();
    PageRules rules = new PageRules(root, runCommands);
    List<Check> checks = new ArrayList<>();
    try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
      Stream.concat(
              Stream.of(
                  root.resolve("README.md"),
                  root.resolve("CONTRIBUTING.md"),
                  root.resolve("docker/README.md")),
              docs)
          .filter(file -> file.toString().endsWith(".md"))
          .filter(Files::exists)
          .forEach(file -> checks.addAll(rules.check(file)));
    } catch (IOException e) {
      throw new LabException(Kind.TROUBLE, "could not read the docs: " + e.getMessage(), e);
    }
    return checks;
  }
}
