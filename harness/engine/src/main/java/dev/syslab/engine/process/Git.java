package dev.syslab.engine.process;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs git in a repository. */
public final class Git {
  private final Path root;

  /**
   * @param root the work tree's top folder
   */
  public Git(Path root) {
    this.root = root;
  }

  /** Whether there is a repository that this user may read, and a git that does. */
  public boolean isHere() {
    return Files.exists(root.resolve(".git")) && text("rev-parse", "--git-dir").isPresent();
  }

  /**
   * What the command prints on standard output; empty if it fails or there is no git.
   *
   * @throws LabException if the thread is interrupted
   */
  public Optional<String> text(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "safe.directory=*", "-C", root.toString()));
    command.addAll(List.of(arguments));
    // Set in hooks, and by anyone who wants another answer: the repository of this folder is meant.
    Child.Ended ended = new Child(command).without("GIT_").run();
    if (ended.code() == Child.INTERRUPTED) {
      throw new LabException(Kind.TROUBLE, "interrupted");
    }
    return ended.well() ? Optional.of(ended.output()) : Optional.empty();
  }

  /** The names that the command prints, with {@code -z} among its arguments; none if it fails. */
  public List<String> names(String... arguments) {
    return text(arguments).stream()
        .flatMap(output -> Stream.of(output.split("\0")))
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
