package dev.syslab.cli;

import dev.syslab.engine.lab.Workbook;
import dev.syslab.engine.scaffold.Scaffold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A workbook with one scaffolded lab, view-counter, that commands of this process work on. */
final class TestWorkbook implements AutoCloseable {
  private TestWorkbook() {}

  static TestWorkbook in(Path root) throws IOException {
    for (String parent : List.of("labs", "solutions")) {
      Files.createDirectories(root.resolve(parent));
      Files.writeString(
          root.resolve(parent).resolve("pom.xml"),
          "<project>\n  <modules>\n  </modules>\n</project>\n");
    }
    new Scaffold(new Workbook(root)).create("view-counter");
    Path dist = Files.createDirectory(root.resolve("dist"));
    Files.writeString(dist.resolve("subject.classpath"), System.getProperty("java.class.path"));
    System.setProperty("syslab.root", root.toString());
    System.setProperty("syslab.dist", dist.toString());
    System.setProperty("syslab.state", root.resolve("state").toString());
    return new TestWorkbook();
  }

  /** The file that its learner edits. */
  static Path skeleton(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve("labs/view-counter/src/main/java"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("My"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Override
  public void close() {
    System.clearProperty("syslab.root");
    System.clearProperty("syslab.dist");
    System.clearProperty("syslab.state");
  }
}
