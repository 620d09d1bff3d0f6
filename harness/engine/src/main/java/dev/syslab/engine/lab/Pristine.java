package dev.syslab.engine.lab;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.process.Git;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The lab's files as its authors wrote them. A learner edits the files called {@code My….java} and
 * may add others; whatever else of the lab was changed is named, and the original is used. The
 * originals are those of the last commit; without git, those that were found at the first look at
 * this release.
 */
final class Pristine {
  private static final String TO_BE_EDITED = "My";

  /** In an archive that was downloaded, the commit that it was made of; else a placeholder. */
  private static final String RELEASE = ".release";

  private static final String PLACEHOLDER = "$Format";

  private final LabFolder lab;
  private final Git git;

  Pristine(LabFolder lab) {
    this.lab = lab;
    this.git = new Git(lab.workbook().root());
  }

  /** Sources by path, and which of them the learner had changed (from the repository's root). */
  record Originals(Map<Path, String> files, List<String> changed) {}

  /** Whether a learner is to edit this file. */
  static boolean isSkeleton(Path file) {
    return file.getFileName().toString().startsWith(TO_BE_EDITED);
  }

  /** The files below {@code src} that a learner must not change, as they were written. */
  Originals originals() {
    Map<Path, String> files = new TreeMap<>(written());
    files.keySet().removeIf(Pristine::isSkeleton);
    files.keySet().removeAll(committedByLearner(files));
    List<String> changed =
        files.entrySet().stream()
            .filter(file -> !same(file.getValue(), current(file.getKey())))
            .map(file -> lab.shown(file.getKey()))
            .toList();
    return new Originals(files, changed);
  }

  /** Whether two texts differ in nothing but how their lines end: git may change that. */
  private static boolean same(String original, String now) {
    return now != null && original.replace("\r\n", "\n").equals(now.replace("\r\n", "\n"));
  }

  /**
   * What a learner has added beside the skeleton and committed: what the upstream does not have;
   * where there is none, what needs the skeleton's class. In either case nothing of the lab's own
   * speaks of it.
   */
  private Set<Path> committedByLearner(Map<Path, String> files) {
    Set<Path> upstream = new Upstream(lab, git).files();
    Set<String> skeletons = skeletonNames();
    Set<Path> suspects = new TreeSet<>();
    for (Path path : files.keySet()) {
      boolean beside = path.startsWith(lab.mainSources()) && !files.get(path).contains("@Lab(");
      boolean fresh =
          upstream.isEmpty()
              ? skeletons.stream().anyMatch(name -> mentions(files.get(path), name))
              : !upstream.contains(path);
      if (beside && fresh) {
        suspects.add(path);
      }
    }
    return unmentioned(suspects, files);
  }

  /** Those that none of the others speaks of, nor one that these speak of. */
  private static Set<Path> unmentioned(Set<Path> suspects, Map<Path, String> files) {
    Set<Path> left = new TreeSet<>(suspects);
    boolean more = true;
    while (more) {
      List<Path> found =
          left.stream()
              .filter(
                  path ->
                      files.entrySet().stream()
                          .filter(other -> !left.contains(other.getKey()))
                          .anyMatch(other -> mentions(other.getValue(), className(path))))
              .toList();
      found.forEach(left::remove);
      more = !found.isEmpty();
    }
    return left;
  }

  /**
   * Originals that were changed and committed, which is why they are used all the same (paths from
   * the repository's root): those that differ from the commit at which this repository has left its
   * upstream. Empty if that is not known.
   */
  List<String> committedChanges() {
    return new Upstream(lab, git)
        .changed().stream().filter(file -> !isSkeleton(file)).sorted().map(lab::shown).toList();
  }

  private Set<String> skeletonNames() {
    return LabFolder.javaFiles(lab.mainSources()).stream()
        .filter(Pristine::isSkeleton)
        .map(Pristine::className)
        .collect(Collectors.toSet());
  }

  /** The files that a learner is to edit, as they were written. */
  Map<Path, String> skeletons() {
    Map<Path, String> files = new TreeMap<>(written());
    files.keySet().removeIf(path -> !isSkeleton(path));
    if (files.isEmpty()) {
      // A lab that was never committed.
      for (Path path : LabFolder.javaFiles(lab.mainSources())) {
        if (isSkeleton(path)) {
          files.put(path, current(path));
        }
      }
    }
    return files;
  }

  /**
   * The files as they are now, no matter who wrote them: what an author works with. A class that a
   * learner has added is not one of them if it needs the learner's own class: the two are compiled
   * together.
   */
  Originals asTheyAre() {
    Map<Path, String> files = everything();
    files.keySet().removeAll(learnersOwn(files));
    return new Originals(files, List.of());
  }

  private Map<Path, String> everything() {
    Map<Path, String> files = new TreeMap<>();
    for (Path path : below(lab.folder().resolve("src"))) {
      if (!isSkeleton(path)) {
        files.put(path, current(path));
      }
    }
    return files;
  }

  /** New files beside the contract that name a skeleton's class, or another one of these. */
  private Set<Path> learnersOwn(Map<Path, String> files) {
    Set<Path> own = new TreeSet<>();
    Set<Path> authors = authors();
    List<Path> fresh =
        files.keySet().stream()
            .filter(path -> path.startsWith(lab.mainSources()) && !authors.contains(path))
            .toList();
    if (authors.isEmpty() || fresh.isEmpty()) {
      return own;
    }
    Set<String> names = new HashSet<>(skeletonNames());
    boolean more = true;
    while (more) {
      List<Path> found =
          fresh.stream()
              .filter(path -> !own.contains(path))
              .filter(path -> names.stream().anyMatch(name -> mentions(files.get(path), name)))
              .toList();
      own.addAll(found);
      found.forEach(path -> names.add(className(path)));
      more = !found.isEmpty();
    }
    return own;
  }

  private static String className(Path file) {
    return file.getFileName().toString().replaceFirst("\\.java$", "");
  }

  private static boolean mentions(String text, String name) {
    // Null: it has gone meanwhile.
    return text != null
        && Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher(text).find();
  }

  /** The files that are known to be an author's; empty if nobody can say. */
  private Set<Path> authors() {
    if (Files.exists(lab.workbook().root().resolve(".git"))) {
      return committed().keySet();
    }
    return Files.isDirectory(kept()) ? snapshot().keySet() : Set.of();
  }

  private Map<Path, String> written() {
    if (!Files.exists(lab.workbook().root().resolve(".git"))) {
      return snapshot();
    }
    if (!git.isHere()) {
      // No git here, or one that does not trust this folder: its silence must not let changes
      // through.
      return snapshot();
    }
    Map<Path, String> committed = committed();
    // A lab that was never committed is its author's: there is no other original.
    return committed.isEmpty() ? everything() : committed;
  }

  private Map<Path, String> committed() {
    List<String> names =
        git.names("ls-tree", "-r", "-z", "--name-only", "HEAD", lab.sourcesInRepository());
    List<String> changed =
        git.names("diff", "--name-only", "-z", "HEAD", "--", lab.sourcesInRepository());
    Map<Path, String> files = new TreeMap<>();
    for (String name : names) {
      Path path = lab.workbook().root().resolve(name);
      files.put(
          path,
          changed.contains(name) ? git.text("show", "HEAD:" + name).orElse("") : current(path));
    }
    return files;
  }

  private static String current(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      return null;
    }
  }

  private static List<Path> below(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new LabException(Kind.TROUBLE, folder + " could not be read: " + e.getMessage(), e);
    }
  }

  private Path kept() {
    return lab.workbook().work().resolve("originals").resolve(lab.name());
  }

  /** Keeps the files as they are now, but for what a learner has added since the last time. */
  private void keep(Path source, Path kept) throws IOException {
    Map<Path, String> files = new TreeMap<>();
    below(source).forEach(path -> files.put(path, current(path)));
    if (Files.isDirectory(kept)) {
      Set<Path> suspects = new TreeSet<>(files.keySet());
      suspects.removeIf(
          path ->
              !path.startsWith(lab.mainSources())
                  || isSkeleton(path)
                  || Files.exists(kept.resolve(source.relativize(path).toString())));
      Map<Path, String> labs = new TreeMap<>(files);
      labs.keySet().removeIf(Pristine::isSkeleton);
      files.keySet().removeAll(unmentioned(suspects, labs));
      SourceCompiler.deleteTree(kept);
    }
    for (Path file : files.keySet()) {
      Path target = kept.resolve(source.relativize(file).toString());
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
    }
    Files.createDirectories(kept);
  }

  /** What this folder was unpacked from; empty if that is not known. */
  private String release() {
    String text = current(lab.workbook().root().resolve(RELEASE));
    return text == null || text.startsWith(PLACEHOLDER) ? "" : text.strip();
  }

  private Map<Path, String> snapshot() {
    Path source = lab.folder().resolve("src");
    Path kept = kept();
    try {
      String release = release();
      Path noted = kept.resolveSibling(lab.name() + RELEASE);
      boolean another =
          !release.isEmpty() && !(Files.exists(noted) && Files.readString(noted).equals(release));
      if (!Files.isDirectory(kept) || another) {
        keep(source, kept);
        Files.writeString(noted, release);
      }
      Map<Path, String> files = new TreeMap<>();
      for (Path file : below(kept)) {
        files.put(source.resolve(kept.relativize(file).toString()), Files.readString(file));
      }
      return files;
    } catch (IOException e) {
      throw new LabException(
          Kind.TROUBLE,
          "could not store the lab's original files in " + kept + ": " + e.getMessage(),
          e);
    }
  }
}
