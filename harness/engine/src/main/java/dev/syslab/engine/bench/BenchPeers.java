package dev.syslab.engine.bench;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.lab.Workbook;
import dev.syslab.engine.process.Child;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The libraries that benchmarks compare with. They are no part of what a learner may use, so nobody
 * downloads them before running a benchmark.
 */
public final class BenchPeers {
  private final Path root;

  public BenchPeers(Workbook workbook) {
    this.root = workbook.root();
  }

  /**
   * Their jars, as {@code solutions/pom.xml} names them; Maven is asked if a pom is newer than its
   * last answer.
   *
   * @throws LabException if Maven cannot bring them
   */
  public List<Path> libraries() {
    Path list = root.resolve("solutions/target/bench.classpath");
    try {
      if (!upToDate(list)) {
        bring();
      }
      return read(list);
    } catch (IOException e) {
      throw new LabException(
          Kind.TROUBLE, "could not list the benchmarks' libraries: " + e.getMessage(), e);
    }
  }

  private static List<Path> read(Path list) throws IOException {
    return Stream.of(Files.readString(list).strip().split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of)
        .toList();
  }

  /** Whether the list is newer than the poms, and what it names is still there. */
  private boolean upToDate(Path list) throws IOException {
    if (!Files.exists(list)) {
      return false;
    }
    for (String pom : List.of("pom.xml", "solutions/pom.xml")) {
      if (newer(root.resolve(pom), list)) {
        return false;
      }
    }
    return read(list).stream().allMatch(Files::exists);
  }

  private static boolean newer(Path pom, Path list) throws IOException {
    return Files.getLastModifiedTime(pom).compareTo(Files.getLastModifiedTime(list)) > 0;
  }

  private void bring() {
    List<String> command =
        new ArrayList<>(List.of("mvn", "-B", "-q", "-N", "-f", "solutions/pom.xml", "package"));
    Path own = root.resolve(".syslab/m2");
    if (Files.isDirectory(own)) {
      // Where the front door keeps libraries if the home cannot be written.
      command.add("-Dmaven.repo.local=" + own);
    }
    int code =
        new Child(command)
            .in(root)
            .into(root.resolve(".syslab/bench.log"))
            .with("JAVA_HOME", System.getProperty("java.home"))
            .run()
            .code();
    if (code == Child.INTERRUPTED) {
      throw new LabException(Kind.TROUBLE, "interrupted");
    }
    if (code != 0) {
      throw new LabException(
          Kind.TROUBLE,
          "Maven could not download the benchmarks' libraries; see .syslab/bench.log, and check"
              + " that this machine can reach Maven's repository");
    }
  }
}
