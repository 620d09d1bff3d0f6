package dev.syslab.engine.verify;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Asks the repository what has changed. */
final class Git {
  private static final List<String> BASES =
      List.of("origin/HEAD", "origin/main", "origin/master", "main", "master");

  private final Path root;

  Git(Path root) {
    this.root = root;
  }

  /** A commit, and how it was found. */
  record Base(String name, String commit) {}

  /**
   * Where this branch has left the other one.
   *
   * @param named what to compare with; empty for the usual main branch
   * @throws LabException if there is no such commit; names the fix
   */
  Base base(Optional<String> named) {
    if (run("rev-parse", "--git-dir").isEmpty()) {
      throw new LabException(
          Kind.USAGE,
          root
              + " is no git repository that this user may read: what has changed cannot be told."
              + " ./lab verify <lab> checks one lab");
    }
    List<String> candidates = named.map(List::of).orElse(BASES);
    String name =
        candidates.stream()
            .filter(one -> run("rev-parse", "--verify", "--quiet", one + "^{commit}").isPresent())
            .findFirst()
            .orElseThrow(() -> unknown(named));
    String commit =
        run("merge-base", name, "HEAD")
            .map(String::strip)
            .orElseThrow(
                () ->
                    new LabException(
                        Kind.USAGE,
                        name
                            + " and HEAD have no commit in common here. Is this a shallow clone?"
                            + " git fetch --unshallow, or name another one with --base"));
    return new Base(name, commit);
  }

  private static LabException unknown(Optional<String> named) {
    return new LabException(
        Kind.USAGE,
        named
            .map(name -> "there is no commit “" + name + "” here; git fetch may bring it")
            .orElse("none of " + String.join(", ", BASES) + " is here; name one with --base REV"));
  }

  /** Files that differ from that commit, committed or not, and those that git does not know yet. */
  Set<String> changed(Base base) {
    Set<String> names =
        new TreeSet<>(names("diff", "--name-only", "--no-renames", "-z", base.commit()));
    names.addAll(names("ls-files", "--others", "--exclude-standard", "-z"));
    return names;
  }

  /** The lines that were added to a file or taken from it, without their signs. */
  List<String> changedLines(Base base, String file) {
    return run("diff", "--unified=0", base.commit(), "--", file)
        .orElse("")
        .lines()
        .filter(line -> line.matches("[+-](?![+-]{2} ).*"))
        .map(line -> line.substring(1).strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private List<String> names(String... arguments) {
    String output =
        run(arguments)
            .orElseThrow(
                () -> new LabException(Kind.TROUBLE, "git " + arguments[0] + " failed in " + root));
    return Stream.of(output.split("\0")).filter(name -> !name.isEmpty()).toList();
  }

  /** What git printed; empty if it failed. */
  private Optional<String> run(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "safe.directory=*", "-C", root.toString()));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
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
}
