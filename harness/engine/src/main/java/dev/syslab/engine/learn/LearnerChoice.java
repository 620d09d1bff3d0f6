package dev.syslab.engine.learn;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.language.LanguageProgram;
import dev.syslab.engine.language.LanguageProgram.Role;
import dev.syslab.engine.language.Skeleton;
import dev.syslab.engine.trial.SubjectSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which of a learner's programs {@code learner} means. Java, if there is no folder with another
 * language; the other language, if there is one such folder and nothing is written in Java. Where
 * several are begun, the learner says which: a guess would judge the wrong one.
 */
public final class LearnerChoice {
  private static final int MOST_NAMED = 3;
  private static final String JAVA = "java";

  private final LabFolder lab;
  private final LabManifest manifest;
  private final List<String> languages;

  public LearnerChoice(LabFolder lab, LabManifest manifest) {
    this.lab = lab;
    this.manifest = manifest;
    this.languages = LanguageProgram.languages(lab, Role.LEARNER);
  }

  /**
   * The program that is meant; any other subject stays as it is.
   *
   * @throws LabException if several are begun and none is named
   */
  public SubjectSpec of(SubjectSpec asked) {
    if (asked.learnersLanguage().equals(Optional.of(JAVA))) {
      return SubjectSpec.LEARNER;
    }
    if (!asked.equals(SubjectSpec.LEARNER)) {
      return asked;
    }
    List<SubjectSpec> meant = candidates();
    if (meant.size() > 1) {
      throw new LabException(
          Kind.USAGE,
          "%s contains your code in several languages; choose one: %s"
              .formatted(lab.shown(lab.folder()), options(meant)));
    }
    return meant.get(0);
  }

  /** What is said of the choice: which of several programs it is. */
  public Optional<String> said(SubjectSpec chosen) {
    if (languages.isEmpty() || !chosen.isLearner()) {
      return Optional.empty();
    }
    List<SubjectSpec> others = all().filter(one -> !one.equals(chosen)).toList();
    return Optional.of(
        "testing " + edited(chosen) + "   (to choose another one: " + options(others) + ")");
  }

  /** What the learner of that program edits, from the repository's root. */
  public String edited(SubjectSpec chosen) {
    return chosen
        .learnersLanguage()
        .map(language -> lab.shown(lab.folder().resolve(language)))
        .orElseGet(this::editedJava);
  }

  private String editedJava() {
    List<String> files = manifest.skeletons();
    return files.size() <= MOST_NAMED
        ? String.join(", ", files)
        : files.get(0).replaceFirst("[^/]*$", "My*.java");
  }

  /** What a command says so that it means that program; empty if it does so by itself. */
  public String option(SubjectSpec chosen) {
    boolean clear = !chosen.isLearner() || candidates().equals(List.of(chosen));
    return clear ? "" : " " + options(List.of(chosen));
  }

  /** The same of whichever is meant. */
  public String edited() {
    return candidates().stream().map(this::edited).collect(Collectors.joining(" or "));
  }

  private List<SubjectSpec> candidates() {
    boolean java = languages.isEmpty() || javaIsBegun();
    return all().filter(one -> java || !one.equals(SubjectSpec.LEARNER)).toList();
  }

  private Stream<SubjectSpec> all() {
    return Stream.concat(
        Stream.of(SubjectSpec.LEARNER), languages.stream().map(SubjectSpec::learnerIn));
  }

  private static String options(List<SubjectSpec> subjects) {
    return subjects.stream()
        .map(one -> one.equals(SubjectSpec.LEARNER) ? SubjectSpec.learnerIn(JAVA) : one)
        .map(one -> "--subject " + one.text())
        .collect(Collectors.joining(" or "));
  }

  /** Whether something that the skeleton leaves open is not open any more. */
  private boolean javaIsBegun() {
    Set<String> open = Skeleton.now(lab, manifest).open();
    return open.isEmpty() || !open.containsAll(Skeleton.original(lab, manifest).open());
  }
}
