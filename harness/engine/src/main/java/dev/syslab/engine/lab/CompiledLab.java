package dev.syslab.engine.lab;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A lab, ready for trials: its contract and tests are compiled and loaded, its learner's classes
 * and its solutions are compiled when they are first asked for. The judge loads the contract and
 * the tests only, never a subject.
 */
public final class CompiledLab implements AutoCloseable {
  private final LabFolder folder;
  private final LabManifest manifest;
  private final Optional<StageEntry> play;
  private final List<String> tampered;
  private final URLClassLoader judge;
  private final List<Path> libraries;
  private final Path contractClasses;
  private final Once learner;
  private final Once solutions;
  private final Function<List<Path>, Path> benchmarks;

  CompiledLab(
      LabFolder folder,
      LabManifest manifest,
      Optional<StageEntry> play,
      List<String> tampered,
      URLClassLoader judge,
      List<Path> libraries,
      Path contractClasses,
      Supplier<Path> learner,
      Supplier<Path> solutions,
      Function<List<Path>, Path> benchmarks) {
    this.folder = folder;
    this.manifest = manifest;
    this.play = play;
    this.tampered = tampered;
    this.judge = judge;
    this.libraries = List.copyOf(libraries);
    this.contractClasses = contractClasses;
    this.learner = new Once(learner);
    this.solutions = new Once(solutions);
    this.benchmarks = benchmarks;
  }

  /**
   * The same lab with these classes for the learner's. They share its loader, so that one is not
   * closed before the other has ended.
   */
  public CompiledLab judging(Path learnerClasses) {
    return new CompiledLab(
        folder,
        manifest,
        play,
        List.of(),
        judge,
        libraries,
        contractClasses,
        () -> learnerClasses,
        solutions,
        benchmarks);
  }

  public LabFolder folder() {
    return folder;
  }

  public LabManifest manifest() {
    return manifest;
  }

  /** What {@code ./lab play} runs; empty if the lab has no page. */
  public Optional<StageEntry> play() {
    return play;
  }

  /** Files that the learner must not change and has changed; the originals are used. */
  public List<String> tampered() {
    return tampered;
  }

  /** Loads the contract and the tests. */
  public ClassLoader judge() {
    return judge;
  }

  public Class<?> contract() {
    try {
      return Class.forName(manifest.contract(), false, judge);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The learner's compiled classes, compiled now if need be. */
  public Path learnerClasses() {
    return learner.get();
  }

  /** The learner's sources have changed: they are compiled anew when they are next asked for. */
  public void forgetLearner() {
    learner.forget();
  }

  /** What every subject's program needs: the host and the learner's libraries. */
  public List<Path> subjectLibraries() {
    return libraries;
  }

  /** The contract's classes. */
  public Path contractClasses() {
    return contractClasses;
  }

  /** The compiled classes of the reference, the alternatives and the mistakes. */
  public Path solutionClasses() {
    return solutions.get();
  }

  /**
   * The compiled classes of the lab's benchmarks.
   *
   * @param peers the libraries that they compare with
   */
  public Path benchClasses(List<Path> peers) {
    return benchmarks.apply(peers);
  }

  /**
   * The class names of the lab's benchmarks.
   *
   * @throws LabException if it has none
   */
  public List<String> benchmarks() {
    List<String> found =
        LabFolder.javaFiles(folder.benchSources()).stream()
            .map(file -> folder.benchSources().relativize(file).toString())
            .filter(name -> name.endsWith("Bench.java"))
            .map(name -> name.substring(0, name.length() - 5).replace(File.separatorChar, '.'))
            .toList();
    if (found.isEmpty()) {
      throw new LabException(
          Kind.USAGE,
          manifest.name()
              + " has no benchmark: no …Bench.java in "
              + folder.shown(folder.benchSources()));
    }
    return found;
  }

  /** A loader that also sees these classes, for looking at them without running them. */
  static URLClassLoader loader(ClassLoader parent, List<Path> folders) {
    return new URLClassLoader(folders.stream().map(CompiledLab::url).toArray(URL[]::new), parent);
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(path.toString(), e);
    }
  }

  @Override
  public void close() {
    try {
      judge.close();
    } catch (IOException e) {
      // Nothing was written through it.
    }
  }

  private static final class Once implements Supplier<Path> {
    private final Supplier<Path> compile;
    private Path classes;

    Once(Supplier<Path> compile) {
      this.compile = compile;
    }

    @Override
    public synchronized Path get() {
      if (classes == null) {
        classes = compile.get();
      }
      return classes;
    }

    synchronized void forget() {
      classes = null;
    }
  }
}
