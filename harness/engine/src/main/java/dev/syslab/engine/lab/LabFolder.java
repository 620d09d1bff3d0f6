package dev.syslab.engine.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One lab's two folders, and what is where in them. */
public record LabFolder(Workbook workbook, String name) {
  /** The file that makes a folder a program in a language other than Java. */
  public static final String PROGRAM = "subject.properties";

  /** {@code labs/<name>}. */
  public Path folder() {
    return workbook.root().resolve("labs").resolve(name);
  }

  /** {@code solutions/<name>}. */
  public Path solutionFolder() {
    return workbook.root().resolve("solutions").resolve(name);
  }

  public Path mainSources() {
    return folder().resolve("src/main/java");
  }

  public Path mainResources() {
    return folder().resolve("src/main/resources");
  }

  public Path testSources() {
    return folder().resolve("src/test/java");
  }

  public Path solutionSources() {
    return solutionFolder().resolve("src/main/java");
  }

  /** Where the lab's benchmarks are. */
  public Path benchSources() {
    return solutionFolder().resolve("src/bench/java");
  }

  public Path readme() {
    return folder().resolve("README.md");
  }

  public Path hints() {
    return folder().resolve("hints.md");
  }

  String sourcesInRepository() {
    return "labs/" + name() + "/src";
  }

  /** A path as it is shown to people: from the repository's root. */
  public String shown(Path path) {
    return workbook.root().relativize(path.toAbsolutePath()).toString();
  }

  /**
   * Whether this is a file that somebody wrote, rather than one that an editor keeps beside it
   * (locks, backups, files that are renamed in a moment).
   */
  public static boolean isSource(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".")
        && !name.startsWith("#")
        && !name.endsWith("~")
        && !name.endsWith(".tmp")
        && !name.endsWith(".swp")
        && Files.isRegularFile(file);
  }

  /** The folders in this one that hold a program in a language other than Java, sorted. */
  public static List<Path> programs(Path home) {
    if (!Files.isDirectory(home)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(home)) {
      return folders
          .filter(folder -> Files.isRegularFile(folder.resolve(PROGRAM)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Every file by which a learner's trial is decided: contract, tests, and the learner's code in
   * whatever language.
   *
   * @throws UncheckedIOException if a folder goes while it is read
   */
  public List<Path> judgedFiles() {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder().resolve("src"))) {
      files.filter(LabFolder::isSource).sorted().forEach(found::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    programs(folder()).forEach(program -> found.addAll(ProgramFiles.in(program)));
    return found;
  }

  /** The skeletons as their authors wrote them, by path; those of now if no others are known. */
  public Map<Path, String> originalSkeletons() {
    return new Pristine(this).skeletons();
  }

  /**
   * What judges a learner, as its authors wrote it, by path: all below {@code src} but skeletons.
   */
  public Map<Path, String> originals() {
    return new Pristine(this).originals().files();
  }

  /**
   * What judges a learner and differs from the upstream repository, since the change was committed:
   * it is used as it is, from the repository's root. Empty if there is no upstream.
   */
  public List<String> committedChanges() {
    return new Pristine(this).committedChanges();
  }

  /** Whether a learner is to edit this file. */
  public static boolean isSkeleton(Path file) {
    return Pristine.isSkeleton(file);
  }

  /** Every Java file below the folder, sorted; none if the folder is absent. */
  public static List<Path> javaFiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java") && isSource(file))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * That the lab's own pom names libraries, which nobody reads: a sentence for the learner. Empty
   * if it names none.
   */
  public Optional<String> ownDependencies() {
    Path pom = folder().resolve("pom.xml");
    try {
      String text = Files.readString(pom).replaceAll("(?s)<!--.*?-->", "");
      return text.contains("<dependency>")
          ? Optional.of(
              shown(pom)
                  + " adds libraries, but ./lab ignores them: your code can use those of"
                  + " labs/pom.xml")
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
