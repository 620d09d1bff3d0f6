package dev.syslab.engine.bench;

import dev.syslab.engine.LabException;
import dev.syslab.engine.lab.Workbook;
import dev.syslab.engine.process.MavenLibraries;
import java.nio.file.Path;
import java.util.List;

/**
 * The libraries that benchmarks compare with. They are no part of what a learner may use, so nobody
 * downloads them before running a benchmark.
 */
public final class BenchPeers {
  private final MavenLibraries libraries;

  public BenchPeers(Workbook workbook) {
    libraries =
        new MavenLibraries(
            workbook.root(),
            "solutions/pom.xml",
            "package",
            "solutions/target/bench.classpath",
            List.of("pom.xml", "solutions/pom.xml"),
            Path.of(System.getProperty("java.home")),
            "the benchmarks'",
            ".syslab/bench.log");
  }

  /**
   * Their jars, as {@code solutions/pom.xml} names them; Maven is asked if a pom is newer than its
   * last answer.
   *
   * @throws LabException if Maven cannot bring them
   */
  public List<Path> libraries() {
    return libraries.paths();
  }
}
