package dev.syslab.engine.process;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Libraries that only some commands need, so nobody downloads them before. Maven is asked if one of
 * the files on which they depend is newer than its last answer.
 *
 * @param root the workbook's
 * @param pom from the root
 * @param phase of Maven's, in which the list is written
 * @param list the class path that Maven writes, from the root
 * @param sources what the list depends on, from the root
 * @param jdk with which Maven runs
 * @param whose for messages, such as “the benchmarks'”
 * @param log Maven's, from the root
 */
public record MavenLibraries(
    Path root,
    String pom,
    String phase,
    String list,
    List<String> sources,
    Path jdk,
    String whose,
    String log) {

  /**
   * The class path's entries.
   *
   * @throws LabException if Maven cannot bring them
   */
  public List<Path> paths() {
    try {
      if (!upToDate()) {
        bring();
      }
      return read();
    } catch (IOException e) {
      throw new LabException(
          Kind.TROUBLE, "could not list " + whose + " libraries: " + e.getMessage(), e);
    }
  }

  private List<Path> read() throws IOException {
    return Stream.of(Files.readString(root.resolve(list)).strip().split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of)
        .toList();
  }

  /** Whether the list is newer than its sources, and what it names is still there. */
  private boolean upToDate() throws IOException {
    Path file = root.resolve(list);
    if (!Files.exists(file)) {
      return false;
    }
    for (String source : sources) {
      if (Files.getLastModifiedTime(root.resolve(source)).compareTo(Files.getLastModifiedTime(file))
          > 0) {
        return false;
      }
    }
    return read().stream().allMatch(Files::exists);
  }

  private void bring() {
    List<String> command = new ArrayList<>(List.of("mvn", "-B", "-q", "-N", "-f", pom, phase));
    Path own = root.resolve(".syslab/m2");
    if (Files.isDirectory(own)) {
      // Where the front door keeps libraries if the home cannot be written.
      command.add("-Dmaven.repo.local=" + own);
    }
    int code =
        new Child(command)
            .in(root)
            .into(root.resolve(log))
            .with("JAVA_HOME", jdk.toString())
            .run()
            .code();
    if (code == Child.INTERRUPTED) {
      throw new LabException(Kind.TROUBLE, "interrupted");
    }
    if (code != 0) {
      throw new LabException(
          Kind.TROUBLE,
          "Maven could not download %s libraries; see %s, and check that this machine can reach Maven's repository"
              .formatted(whose, log));
    }
  }
}
