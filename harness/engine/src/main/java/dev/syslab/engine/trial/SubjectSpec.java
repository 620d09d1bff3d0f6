package dev.syslab.engine.trial;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.MistakeEntry;
import dev.syslab.engine.lab.LabManifest.Solution;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.lab.Names;
import dev.syslab.engine.language.LanguageProgram;
import dev.syslab.engine.language.LanguageProgram.Role;
import dev.syslab.engine.language.Preparer;
import dev.syslab.kit.process.SubjectClasses;
import dev.syslab.kit.process.SubjectSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Who is to be judged, as the user names it: {@code learner}, {@code learner:<language>}, {@code
 * reference}, {@code reference:<language>} or the language alone, {@code mistake:<name>}, {@code
 * cmd:<command>}. In a trial, {@code learner} is the one in Java; which of several a user means who
 * says no more, {@code LearnerChoice} decides before.
 */
public record SubjectSpec(String text) {
  private static final int CLOSE = 6;
  private static final String FORMS =
      "learner, learner:<language>, reference, reference:<language>, alternative:<name>, mistake:<name> or cmd:<command>";
  private static final String IN_LANGUAGE = "reference:";
  private static final String OF_LEARNER = "learner:";
  private static final String COMMAND = "cmd:";
  private static final String ALTERNATIVE = "alternative:";
  private static final String MISTAKE = "mistake:";

  public static final SubjectSpec LEARNER = new SubjectSpec("learner");
  public static final SubjectSpec REFERENCE = new SubjectSpec("reference");

  /**
   * @throws LabException if it is none of these forms
   */
  public SubjectSpec {
    boolean bare = text.matches("[\\w+#.-]+");
    if (!bare && !text.matches("(learner|reference|alternative|mistake|cmd):.+")) {
      throw new LabException(Kind.USAGE, "“" + text + "” is not a subject; use " + FORMS);
    }
    if (bare && !text.equals("learner") && !text.equals("reference")) {
      text = IN_LANGUAGE + text;
    }
  }

  /** The reference in a language other than Java. */
  public static SubjectSpec inLanguage(String language) {
    return new SubjectSpec(IN_LANGUAGE + language);
  }

  /** The learner's program in a language other than Java. */
  public static SubjectSpec learnerIn(String language) {
    return new SubjectSpec(OF_LEARNER + language);
  }

  public static SubjectSpec alternative(String name) {
    return new SubjectSpec(ALTERNATIVE + name);
  }

  public static SubjectSpec mistake(String name) {
    return new SubjectSpec(MISTAKE + name);
  }

  /** Whether it is a program of its own, rather than a Java class that the kit serves. */
  public boolean isCommand() {
    return text.startsWith(COMMAND) || isProgram();
  }

  /** Whether it is a folder's program in a language other than Java. */
  private boolean isProgram() {
    return text.startsWith(IN_LANGUAGE) || text.startsWith(OF_LEARNER);
  }

  /** Whether it is the learner's code, in whatever language. */
  public boolean isLearner() {
    return text.equals("learner") || text.startsWith(OF_LEARNER);
  }

  /** The language of a learner's program, if the user names one. */
  public Optional<String> learnersLanguage() {
    return text.startsWith(OF_LEARNER)
        ? Optional.of(text.substring(OF_LEARNER.length()))
        : Optional.empty();
  }

  /**
   * Where the program comes from.
   *
   * @param options for the virtual machine of a Java subject
   * @param say told what takes a while
   * @throws LabException if the lab has no such solution, or the learner's code does not compile
   */
  SubjectSource source(
      CompiledLab lab, boolean inProcess, List<String> options, Consumer<String> say) {
    if (inProcess && isCommand()) {
      throw new LabException(
          Kind.USAGE, "--in-process needs a Java subject; " + text + " is a separate program");
    }
    if (isProgram()) {
      LanguageProgram program = program(lab);
      Path folder = new Preparer(program, say).ready();
      return new SubjectSource.Command(text, program.command(), folder, program.servesMany());
    }
    if (text.startsWith(COMMAND)) {
      return new SubjectSource.Command(
          text, text.substring(COMMAND.length()), Path.of("").toAbsolutePath());
    }
    Path classes = isLearner() ? lab.learnerClasses() : lab.solutionClasses();
    String type = type(lab);
    if (inProcess) {
      return new SubjectSource.InProcess(text, List.of(classes), type);
    }
    return new SubjectSource.JavaClass(
        text,
        lab.subjectLibraries(),
        List.of(lab.contractClasses(), classes),
        lab.manifest().contract(),
        type,
        options);
  }

  /**
   * The stages that it is tried on unless the user names one: of a reference in another language,
   * those that it claims.
   */
  List<StageEntry> stages(CompiledLab lab) {
    return isProgram() ? program(lab).stages(lab.manifest()) : lab.manifest().stages();
  }

  private LanguageProgram program(CompiledLab lab) {
    return learnersLanguage()
        .map(language -> learnersProgram(lab.folder(), language))
        .orElseGet(() -> inLanguage(lab));
  }

  private static LanguageProgram learnersProgram(LabFolder lab, String language) {
    List<String> known = LanguageProgram.languages(lab, Role.LEARNER);
    if (!known.contains(language)) {
      throw new LabException(
          Kind.USAGE,
          "you have no program for %s in “%s”: there is no %s. %s"
              .formatted(
                  lab.name(),
                  language,
                  lab.shown(lab.folder().resolve(language).resolve(LanguageProgram.FILE)),
                  known.isEmpty()
                      ? "./lab new-subject " + lab.name() + " <language> creates one"
                      : "Available: learner:" + String.join(", learner:", known)));
    }
    return LanguageProgram.read(lab, Role.LEARNER, language);
  }

  private LanguageProgram inLanguage(CompiledLab lab) {
    String language = text.substring(IN_LANGUAGE.length());
    List<String> known = LanguageProgram.languages(lab.folder(), Role.REFERENCE);
    if (!known.contains(language)) {
      String there =
          known.isEmpty()
              ? "no reference in a language other than Java"
              : "references in " + String.join(", ", known);
      throw new LabException(
          Kind.USAGE,
          "“%s” is not a subject; use %s; %s has %s"
              .formatted(language, FORMS, lab.manifest().name(), there));
    }
    return LanguageProgram.read(lab.folder(), Role.REFERENCE, language);
  }

  /**
   * The name of the class that is judged; for Java subjects only.
   *
   * @throws LabException if the lab has no such solution, or the learner's code does not compile
   */
  public String type(CompiledLab lab) {
    return isLearner() ? learner(lab, lab.learnerClasses()) : solution(lab.manifest());
  }

  private static String learner(CompiledLab lab, Path classes) {
    try (var loader =
        new java.net.URLClassLoader(new java.net.URL[] {classes.toUri().toURL()}, lab.judge())) {
      return SubjectClasses.learner(classes, loader, lab.contract());
    } catch (IllegalStateException e) {
      throw new LabException(Kind.SUBJECT, e.getMessage() + "; expected in " + place(lab), e);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String place(CompiledLab lab) {
    List<String> files = lab.manifest().skeletons();
    String sources = lab.folder().shown(lab.folder().mainSources());
    return files.isEmpty()
        ? "a file whose name begins with My, below "
            + sources
            + ". To restore the skeleton: git restore "
            + sources
        : String.join(", ", files);
  }

  private String solution(LabManifest manifest) {
    if (text.equals("reference")) {
      if (manifest.reference().isEmpty()) {
        throw new LabException(
            Kind.USAGE, manifest.name() + " has no class annotated with @Reference yet");
      }
      return manifest.reference();
    }
    Map<String, String> known =
        text.startsWith(ALTERNATIVE)
            ? manifest.alternatives().stream()
                .collect(Collectors.toMap(Solution::name, Solution::type))
            : manifest.mistakes().stream()
                .collect(Collectors.toMap(MistakeEntry::name, MistakeEntry::type));
    String name = text.substring(text.indexOf(':') + 1);
    String type = known.get(name);
    if (type == null) {
      throw new LabException(
          Kind.USAGE,
          "%s has no %s “%s”. %s"
              .formatted(
                  manifest.name(),
                  text.substring(0, text.indexOf(':')),
                  name,
                  Names.nearest(name, known.keySet(), CLOSE)
                      .map(near -> "Did you mean " + near + "?")
                      .orElse(
                          "Available: "
                              + String.join(", ", known.keySet().stream().sorted().toList()))));
    }
    return type;
  }
}
