package dev.syslab.engine.lab;

import dev.syslab.services.base.Technology;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a lab consists of, read off its compiled classes: nothing here is written down a second
 * time.
 *
 * @param name the folder's
 * @param minutes for all stages
 * @param core how many stages, from the first on, are the core
 * @param coreMinutes for the core
 * @param servers what any of its stages uses
 * @param contract the contract's class name
 * @param skeletons the files that a learner edits, from the repository's root
 * @param reference the reference's class name; empty if the lab has none yet
 */
public record LabManifest(
    String name,
    String title,
    String summary,
    String level,
    int minutes,
    int core,
    int coreMinutes,
    List<Technology> servers,
    String contract,
    List<String> skeletons,
    List<StageEntry> stages,
    String reference,
    List<Solution> alternatives,
    List<MistakeEntry> mistakes) {

  /**
   * A stage.
   *
   * @param servers what its subjects get
   * @param type its test class
   */
  public record StageEntry(
      int number,
      String title,
      int points,
      List<Technology> servers,
      String type,
      List<TestEntry> tests) {

    /** The same stage with those of its tests that are wanted. */
    public StageEntry withTests(Predicate<TestEntry> wanted) {
      return new StageEntry(
          number, title, points, servers, type, tests.stream().filter(wanted).toList());
    }
  }

  /**
   * A test.
   *
   * @param id {@code <simple class name>.<method>}, unique in the lab
   * @param parameters the method's parameter types, as the JUnit platform names them
   * @param hint the hint's id; empty if it names none
   */
  public record TestEntry(String id, String method, String parameters, String hint) {

    /** The method's name as a sentence. */
    public String sentence() {
      return method.replace('_', ' ');
    }
  }

  /** A solution by its name on the command line. */
  public record Solution(String name, String type, String summary) {}

  /** A mistake, and who must catch it. */
  public record MistakeEntry(
      String name, String type, String summary, int stage, String killedBy, String hint) {}

  public Optional<StageEntry> stage(int number) {
    return stages.stream().filter(stage -> stage.number() == number).findFirst();
  }

  /** The same lab with those of its alternatives and mistakes whose class is wanted. */
  public LabManifest withSolutions(Predicate<String> wanted) {
    return new LabManifest(
        name,
        title,
        summary,
        level,
        minutes,
        core,
        coreMinutes,
        servers,
        contract,
        skeletons,
        stages,
        reference,
        alternatives.stream().filter(one -> wanted.test(one.type())).toList(),
        mistakes.stream().filter(one -> wanted.test(one.type())).toList());
  }

  /** The same lab with those of its mistakes that are wanted. */
  public LabManifest withMistakes(Predicate<MistakeEntry> wanted) {
    return new LabManifest(
        name,
        title,
        summary,
        level,
        minutes,
        core,
        coreMinutes,
        servers,
        contract,
        skeletons,
        stages,
        reference,
        alternatives,
        mistakes.stream().filter(wanted).toList());
  }

  /** The same lab with its core stages only, and the mistakes that those catch. */
  public LabManifest coreOnly() {
    return new LabManifest(
        name,
        title,
        summary,
        level,
        minutes,
        core,
        coreMinutes,
        servers,
        contract,
        skeletons,
        stages.stream().filter(this::isCore).toList(),
        reference,
        alternatives,
        mistakes.stream().filter(one -> one.stage() <= core).toList());
  }

  /** Whether the stage is one that a course assigns. */
  public boolean isCore(StageEntry stage) {
    return stage.number() <= core;
  }

  /** What is said of a stage that does not exist. */
  public String noStage(int number) {
    return "%s has no stage %d; its stages are 1 to %d".formatted(name, number, stages.size());
  }

  /** The points of all stages together. */
  public int points() {
    return stages.stream().mapToInt(StageEntry::points).sum();
  }
}
