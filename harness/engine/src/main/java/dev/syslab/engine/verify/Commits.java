package dev.syslab.engine.verify;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.process.Git;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Asks the repository what has changed. */
final class Commits {
  private static final List<String> BASES =
      List.of("origin/HEAD", "origin/main", "origin/master", "main", "master");

  private static final int HEX = 16;
  private static final int DIGITS = 8;

  private final Path root;
  private final Git git;

  Commits(Path root) {
    this.root = root;
    this.git = new Git(root);
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
    requireRepository();
    List<String> candidates = named.map(List::of).orElse(BASES);
    String name =
        candidates.stream()
            .filter(one -> commit(one).isPresent())
            .findFirst()
            .orElseThrow(() -> unknown(named));
    String commit =
        git.text("merge-base", name, "HEAD")
            .map(String::strip)
            .orElseThrow(
                () ->
                    new LabException(
                        Kind.USAGE,
                        name
                            + " and HEAD have no common commit here. Is this a shallow clone? Run"
                            + " git fetch --unshallow, or name another commit with --base"));
    return new Base(name, commit);
  }

  /**
   * Where this branch has left the main one; on the main branch itself, where there is nothing to
   * compare with, the commit before.
   *
   * @param named what to compare with; empty for that
   * @return empty if no earlier commit is here: at the first one, or in a shallow clone
   * @throws LabException if there is no such commit; names the fix
   */
  Optional<Base> baseOrBefore(Optional<String> named) {
    requireRepository();
    String head = commit("HEAD").orElse("");
    Optional<Base> left =
        named.isPresent()
            ? Optional.of(base(named))
            : BASES.stream()
                .filter(one -> commit(one).isPresent())
                .findFirst()
                .map(one -> base(Optional.of(one)))
                .filter(base -> !base.commit().equals(head));
    return left.or(() -> commit("HEAD^").map(commit -> new Base("the previous commit", commit)));
  }

  /**
   * A number of the commit that is checked out: one more than that of the commit before on its
   * branch; in a shallow clone, where commits cannot be counted, one made of its id.
   */
  long number() {
    boolean shallow =
        git.text("rev-parse", "--is-shallow-repository")
            .map(String::strip)
            .orElse("")
            .equals("true");
    return shallow
        ? commit("HEAD").map(id -> Long.parseLong(id.substring(0, DIGITS), HEX)).orElse(0L)
        : git.text("rev-list", "--count", "--first-parent", "HEAD")
            .map(count -> Long.parseLong(count.strip()))
            .orElse(0L);
  }

  private void requireRepository() {
    if (git.text("rev-parse", "--git-dir").isEmpty()) {
      throw new LabException(
          Kind.USAGE,
          root
              + " is not a git repository that this user can read, so the changes are unknown."
              + " ./lab verify <lab> checks one lab");
    }
  }

  private Optional<String> commit(String name) {
    return git.text("rev-parse", "--verify", "--quiet", name + "^{commit}").map(String::strip);
  }

  private static LabException unknown(Optional<String> named) {
    return new LabException(
        Kind.USAGE,
        named
            .map(name -> "there is no commit “" + name + "” here; git fetch may help")
            .orElse(
                "none of " + String.join(", ", BASES) + " exists here; name one with --base REV"));
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
    return git.text("diff", "--unified=0", base.commit(), "--", file)
        .orElse("")
        .lines()
        .filter(line -> line.matches("[+-](?![+-]{2} ).*"))
        .map(line -> line.substring(1).strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private List<String> names(String... arguments) {
    String output =
        git.text(arguments)
            .orElseThrow(
                () -> new LabException(Kind.TROUBLE, "git " + arguments[0] + " failed in " + root));
    return Stream.of(output.split("\0")).filter(name -> !name.isEmpty()).toList();
  }
}
