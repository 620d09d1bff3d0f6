package dev.syslab.engine.lab;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The repository: where the labs are. A lab is a folder below {@code labs}; nothing else lists
 * them.
 */
public final class Workbook {
  private static final int CLOSE = 4;

  private final Path root;
  private final Path state;

  /** A workbook that keeps its learner's progress inside. */
  public Workbook(Path root) {
    this(root, root.resolve(".syslab/state"));
  }

  /**
   * @param state where its learner's progress is kept
   */
  public Workbook(Path root, Path state) {
    this.root = root.toAbsolutePath().normalize();
    this.state = state.toAbsolutePath().normalize();
  }

  /** A user's workbook: progress is kept where an update of the repository does not reach. */
  public static Workbook ofUser(Path root) {
    Path absolute = root.toAbsolutePath().normalize();
    String state = System.getProperty("syslab.state");
    if (state != null) {
      return new Workbook(absolute, Path.of(state));
    }
    Path home = Path.of(System.getProperty("user.home"));
    return new Workbook(absolute, StateFolder.find(absolute, System.getenv(), home));
  }

  public Path root() {
    return root;
  }

  /**
   * Where the workbook keeps what it makes for itself, and can make again: compiled classes. Not
   * under version control.
   */
  public Path work() {
    return root.resolve(".syslab");
  }

  /** Where the learner's progress is kept; need not exist. */
  public Path state() {
    return state;
  }

  /** Every lab, by name. */
  public List<LabFolder> labs() {
    try (Stream<Path> folders = Files.list(root.resolve("labs"))) {
      return folders
          .filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
          .map(folder -> new LabFolder(this, folder.getFileName().toString()))
          .sorted(Comparator.comparing(LabFolder::name))
          .toList();
    } catch (IOException e) {
      throw new LabException(
          Kind.TROUBLE, root + " contains no labs folder; run ./lab from a checkout of Syslab", e);
    }
  }

  /**
   * The lab of that name.
   *
   * @throws LabException if there is none; names the nearest
   */
  public LabFolder lab(String name) {
    List<LabFolder> labs = labs();
    return labs.stream()
        .filter(lab -> lab.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new LabException(Kind.USAGE, unknown(name, labs)));
  }

  private static String unknown(String name, List<LabFolder> labs) {
    return "there is no lab called “"
        + name
        + "”. "
        + Names.nearest(name, labs.stream().map(LabFolder::name).toList(), CLOSE)
            .map(near -> "Did you mean " + near + "?")
            .orElse(
                "The labs: "
                    + String.join(", ", labs.stream().map(LabFolder::name).toList())
                    + ".");
  }
}
