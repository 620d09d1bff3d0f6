package dev.syslab.engine.process;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    // Set in hooks, and by anyone who wants another answer: the repository of this folder is meant.
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException(Kind.TROUBLE, "interrupted", e);
    }
  }

  /** The names that the command prints, with {@code -z} among its arguments; none if it fails. */
  public List<String> names(String... arguments) {
    return text(arguments).stream()
        .flatMap(output -> Stream.of(output.split("\0")))
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
