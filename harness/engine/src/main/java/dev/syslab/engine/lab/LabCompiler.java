package dev.syslab.engine.lab;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.lab.Pristine.Originals;
import java.io.File;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Compiles a lab in four units: the contract; the tests and the learner's code, each against the
 * contract alone; the solutions.
 */
public final class LabCompiler {
  private final Workbook workbook;
  private final List<Path> judgeLibraries;
  private final List<Path> subjectLibraries;
  private final Javac javac = new Javac();

  /** Which files count as the lab's own. */
  public enum Origin {
    /** As its authors committed them: what judges a learner. */
    COMMITTED,
    /** As they are now: what an author works on. */
    WORK_TREE
  }

  /**
   * @param judgeLibraries what the tests are compiled against
   * @param subjectLibraries what a subject may use: the host and the learner's libraries
   */
  public LabCompiler(Workbook workbook, List<Path> judgeLibraries, List<Path> subjectLibraries) {
    this.workbook = workbook;
    this.judgeLibraries = List.copyOf(judgeLibraries);
    this.subjectLibraries = List.copyOf(subjectLibraries);
  }

  /**
   * The compiler of this program's own build: libraries from the class path files that the build
   * writes.
   */
  public static LabCompiler of(Workbook workbook) {
    List<Path> judge =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    Path list =
        Path.of(
            System.getProperty("syslab.dist", workbook.root().resolve("labs/target").toString()),
            "subject.classpath");
    try {
      List<Path> subject =
          Stream.of(Files.readString(list).strip().split(File.pathSeparator))
              .map(Path::of)
              .toList();
      return new LabCompiler(workbook, judge, subject);
    } catch (IOException e) {
      throw new LabException(
          Kind.TROUBLE,
          "the workbook is not built yet (" + list + " is missing): run ./lab once",
          e);
    }
  }

  public Workbook workbook() {
    return workbook;
  }

  /** What every subject's class path begins with. */
  public List<Path> subjectLibraries() {
    return subjectLibraries;
  }

  /**
   * Compiles and reads a lab.
   *
   * @throws LabException with the compiler's messages if the contract or the tests do not compile
   */
  public CompiledLab compile(LabFolder lab, Origin origin) {
    Pristine pristine = new Pristine(lab);
    Originals originals = origin == Origin.COMMITTED ? pristine.originals() : pristine.asTheyAre();
    SourceCompiler compiler =
        new SourceCompiler(
            javac, workbook.root(), workbook.work().resolve("build").resolve(lab.name()));

    Path contract =
        compiler.compile(
            "contract",
            in(originals, lab.mainSources()),
            resources(originals, lab),
            subjectLibraries);
    List<Path> judgePath = new ArrayList<>(judgeLibraries);
    judgePath.add(contract);
    Path tests = compiler.compile("tests", in(originals, lab.testSources()), Map.of(), judgePath);
    List<Path> base = new ArrayList<>(subjectLibraries);
    base.add(contract);

    // What is given to the learner beside the contract uses the learner's libraries; it is run here
    // only if the subject is, too.
    List<Path> judged = new ArrayList<>(List.of(contract, tests));
    judged.addAll(subjectLibraries);
    URLClassLoader judge = CompiledLab.loader(LabCompiler.class.getClassLoader(), judged);
    return new LabReader(lab, judge, contract, tests, in(originals, lab.testSources()).values())
        .read(
            originals.changed(),
            subjectLibraries,
            () -> compiler.compile("learner", learnerSources(lab, originals), Map.of(), base),
            () ->
                compiler.compile("solutions", sources(lab, lab.solutionSources()), Map.of(), base),
            peers -> benchmarks(lab, compiler, base, peers));
  }

  private static Path benchmarks(
      LabFolder lab, SourceCompiler compiler, List<Path> base, List<Path> peers) {
    List<Path> classpath = new ArrayList<>(base);
    classpath.add(
        compiler.compile("solutions", sources(lab, lab.solutionSources()), Map.of(), base));
    classpath.addAll(peers);
    return compiler.compile("bench", sources(lab, lab.benchSources()), Map.of(), classpath);
  }

  private static Map<Path, String> in(Originals originals, Path folder) {
    Map<Path, String> sources = new LinkedHashMap<>();
    originals
        .files()
        .forEach(
            (path, text) -> {
              if (path.startsWith(folder) && path.toString().endsWith(".java")) {
                sources.put(path, text);
              }
            });
    return sources;
  }

  private static Map<String, String> resources(Originals originals, LabFolder lab) {
    Map<String, String> resources = new TreeMap<>();
    originals
        .files()
        .forEach(
            (path, text) -> {
              if (path.startsWith(lab.mainResources())) {
                resources.put(lab.mainResources().relativize(path).toString(), text);
              }
            });
    return resources;
  }

  private static Map<Path, String> learnerSources(LabFolder lab, Originals originals) {
    Map<Path, String> sources = sources(lab, lab.mainSources());
    sources.keySet().removeAll(originals.files().keySet());
    return sources;
  }

  private static Map<Path, String> sources(LabFolder lab, Path folder) {
    Map<Path, String> sources = new TreeMap<>();
    for (Path file : LabFolder.javaFiles(folder)) {
      sources.put(file, SourceText.read(file, lab.shown(file)));
    }
    return sources;
  }
}
