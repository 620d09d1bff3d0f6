package dev.syslab.engine.bench;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.lab.Workbook;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
      if (!Files.exists(list) || olderThanPoms(list)) {
        bring();
      }
      return Stream.of(Files.readString(list).strip().split(File.pathSeparator))
          .map(Path::of)
          .toList();
    } catch (IOException e) {
      throw new LabException(
          Kind.TROUBLE, "the benchmarks' libraries could not be listed: " + e.getMessage(), e);
    }
  }

  private boolean olderThanPoms(Path list) throws IOException {
    for (String pom : List.of("pom.xml", "solutions/pom.xml")) {
      if (Files.getLastModifiedTime(root.resolve(pom)).compareTo(Files.getLastModifiedTime(list))
          > 0) {
        return true;
      }
    }
    return false;
  }

  private void bring() throws IOException {
    ProcessBuilder maven =
        new ProcessBuilder("mvn", "-B", "-q", "-N", "-f", "solutions/pom.xml", "package")
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(root.resolve(".syslab/bench.log").toFile());
    maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process running = maven.start();
    running.getOutputStream().close();
    try {
      if (running.waitFor() != 0) {
        throw new LabException(
            Kind.TROUBLE,
            "Maven could not bring the benchmarks' libraries; see .syslab/bench.log, and that this"
                + " machine reaches Maven's repository");
      }
    } catch (InterruptedException e) {
      running.destroy();
      Thread.currentThread().interrupt();
      throw new LabException(Kind.TROUBLE, "interrupted", e);
    }
  }
}
