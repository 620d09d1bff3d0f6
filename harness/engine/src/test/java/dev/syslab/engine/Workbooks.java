package dev.syslab.engine;

import dev.syslab.engine.lab.LabCompiler;
import dev.syslab.engine.lab.Workbook;
import dev.syslab.engine.scaffold.Scaffold;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Workbooks in temporary folders. */
public final class Workbooks {
  private Workbooks() {}

  /** One with a scaffolded lab {@code view-counter}. */
  public static Workbook scaffolded(Path root) throws IOException {
    for (String parent : List.of("labs", "solutions")) {
      Files.createDirectories(root.resolve(parent));
      Files.writeString(
          root.resolve(parent).resolve("pom.xml"),
          "<project>\n  <modules>\n    <module>other</module>\n  </modules>\n</project>\n");
    }
    Workbook workbook = new Workbook(root);
    new Scaffold(workbook).create("view-counter");
    return workbook;
  }

  /** Its compiler, with this test's own class path for judge and subjects. */
  public static LabCompiler compiler(Workbook workbook) {
    List<Path> libraries =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    return new LabCompiler(workbook, libraries, libraries);
  }

  public static void replace(Path file, String what, String by) throws IOException {
    String text = Files.readString(file);
    if (!text.contains(what)) {
      throw new IllegalArgumentException(file + " does not hold: " + what);
    }
    Files.writeString(file, text.replace(what, by));
  }

  public static void git(Path root, String... arguments) throws Exception {
    List<String> command =
        new java.util.ArrayList<>(
            List.of("git", "-C", root.toString(), "-c", "user.name=a", "-c", "user.email=a@b"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("failed: " + command);
    }
  }
}
