package dev.syslab.engine.lab;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.lab.LabManifest.MistakeEntry;
import dev.syslab.engine.lab.LabManifest.Solution;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import dev.syslab.engine.lab.LabManifest.TestEntry;
import dev.syslab.kit.Hint;
import dev.syslab.kit.Play;
import dev.syslab.kit.Stage;
import dev.syslab.kit.process.SubjectClasses;
import dev.syslab.services.base.Technology;
import dev.syslab.subject.Alternative;
import dev.syslab.subject.Lab;
import dev.syslab.subject.Mistake;
import dev.syslab.subject.Reference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads a lab's manifest off its compiled classes. */
final class LabReader {
  private final LabFolder folder;
  private final URLClassLoader judge;
  private final Path contractClasses;
  private final Path testClasses;
  private final Collection<String> testSources;

  /**
   * @param testSources the tests' texts, for the order in which their author wrote them
   */
  LabReader(
      LabFolder folder,
      URLClassLoader judge,
      Path contractClasses,
      Path testClasses,
      Collection<String> testSources) {
    this.testSources = testSources;
    this.folder = folder;
    this.judge = judge;
    this.contractClasses = contractClasses;
    this.testClasses = testClasses;
  }

  CompiledLab read(
      List<String> tampered,
      List<Path> libraries,
      Supplier<Path> learner,
      Supplier<Path> solutions,
      Function<List<Path>, Path> benchmarks) {
    Class<?> contract = contract();
    List<Class<?>> solutionTypes = solutionTypes(contract, solutions);
    Lab lab = contract.getAnnotation(Lab.class);
    List<StageEntry> stages = stages(lab);
    LabManifest manifest =
        new LabManifest(
            folder.name(),
            lab.title(),
            lab.summary(),
            lab.level().name().toLowerCase(Locale.ROOT),
            lab.minutes(),
            lab.core(),
            lab.coreMinutes(),
            stages.stream().flatMap(stage -> stage.servers().stream()).distinct().sorted().toList(),
            contract.getName(),
            LabFolder.javaFiles(folder.mainSources()).stream()
                .filter(Pristine::isSkeleton)
                .map(folder::shown)
                .toList(),
            stages,
            solutionTypes.stream()
                .filter(type -> type.isAnnotationPresent(Reference.class))
                .map(Class::getName)
                .findFirst()
                .orElse(""),
            alternatives(solutionTypes),
            mistakes(solutionTypes));
    return new CompiledLab(
        folder,
        manifest,
        play(lab),
        tampered,
        judge,
        libraries,
        contractClasses,
        learner,
        solutions,
        benchmarks);
  }

  private Class<?> contract() {
    return types(contractClasses)
        .filter(type -> type.isAnnotationPresent(Lab.class))
        .findFirst()
        .orElseThrow(
            () ->
                new LabException(
                    Kind.TROUBLE,
                    "no interface in "
                        + folder.shown(folder.mainSources())
                        + " is annotated with @Lab: which one is the contract?"));
  }

  private List<StageEntry> stages(Lab lab) {
    return types(testClasses)
        .filter(type -> type.isAnnotationPresent(Stage.class))
        .map(type -> stage(lab, type))
        .sorted(Comparator.comparingInt(StageEntry::number))
        .toList();
  }

  private StageEntry stage(Lab lab, Class<?> type) {
    Stage stage = type.getAnnotation(Stage.class);
    List<Technology> servers = servers(lab, stage.servers());
    return new StageEntry(
        stage.number(), stage.title(), stage.points(), servers, type.getName(), tests(type));
  }

  /** What {@code ./lab play} runs, as if it were a stage. */
  private Optional<StageEntry> play(Lab lab) {
    return types(testClasses)
        .filter(type -> type.isAnnotationPresent(Play.class))
        .map(
            type ->
                new StageEntry(
                    0,
                    "Play",
                    0,
                    servers(lab, type.getAnnotation(Play.class).servers()),
                    type.getName(),
                    tests(type)))
        .findFirst();
  }

  private List<TestEntry> tests(Class<?> type) {
    return Stream.of(type.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .sorted(
            Comparator.comparingInt((Method method) -> position(type, method))
                .thenComparing(Method::getName))
        .map(method -> test(type, method))
        .toList();
  }

  private static List<Technology> servers(Lab lab, Lab.Uses[] more) {
    return Stream.of(lab.servers(), more)
        .flatMap(Stream::of)
        .map(used -> Technology.valueOf(used.name()))
        .distinct()
        .sorted()
        .toList();
  }

  private static TestEntry test(Class<?> type, Method method) {
    Hint hint = method.getAnnotation(Hint.class);
    String parameters =
        Stream.of(method.getParameterTypes()).map(Class::getName).collect(Collectors.joining(","));
    return new TestEntry(
        type.getSimpleName() + "." + method.getName(),
        method.getName(),
        parameters,
        hint == null ? "" : hint.value());
  }

  /** Where the method stands in its class's source: class files do not keep the order. */
  private int position(Class<?> type, Method method) {
    return testSources.stream()
        .filter(text -> text.contains("class " + type.getSimpleName() + " "))
        .mapToInt(text -> text.indexOf(" " + method.getName() + "("))
        .findFirst()
        .orElse(0);
  }

  private List<Class<?>> solutionTypes(Class<?> contract, Supplier<Path> solutions) {
    if (LabFolder.javaFiles(folder.solutionSources()).isEmpty()) {
      return List.of();
    }
    Path classes = solutions.get();
    // Closed when the annotations have been read: no solution is ever run from here.
    try (URLClassLoader loader = CompiledLab.loader(judge, List.of(classes))) {
      return SubjectClasses.in(classes, loader, contract);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Solution> alternatives(List<Class<?>> types) {
    return types.stream()
        .filter(type -> type.isAnnotationPresent(Alternative.class))
        .map(
            type ->
                new Solution(
                    Names.kebab(type.getSimpleName()),
                    type.getName(),
                    type.getAnnotation(Alternative.class).summary()))
        .toList();
  }

  private static List<MistakeEntry> mistakes(List<Class<?>> types) {
    return types.stream()
        .filter(type -> type.isAnnotationPresent(Mistake.class))
        .map(LabReader::mistake)
        .sorted(Comparator.comparingInt(MistakeEntry::stage).thenComparing(MistakeEntry::name))
        .toList();
  }

  private static MistakeEntry mistake(Class<?> type) {
    Mistake mistake = type.getAnnotation(Mistake.class);
    return new MistakeEntry(
        Names.kebab(type.getSimpleName()),
        type.getName(),
        mistake.summary(),
        mistake.stage(),
        mistake.killedBy(),
        mistake.hint());
  }

  private Stream<Class<?>> types(Path classes) {
    try (Stream<Path> files = Files.walk(classes)) {
      List<String> names =
          files
              .filter(file -> file.toString().endsWith(".class"))
              .map(file -> classes.relativize(file).toString())
              .map(
                  name -> name.substring(0, name.length() - 6).replace('/', '.').replace('\\', '.'))
              .sorted()
              .toList();
      return names.stream().map(this::load);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Class<?> load(String name) {
    try {
      return Class.forName(name, false, judge);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(name, e);
    }
  }
}
