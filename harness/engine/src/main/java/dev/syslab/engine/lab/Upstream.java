package dev.syslab.engine.lab;

import dev.syslab.engine.process.Git;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a lab was at the commit at which this repository has left the one it was cloned from. */
final class Upstream {
  private static final List<String> NAMES =
      List.of(
          "upstream/HEAD",
          "upstream/main",
          "upstream/master",
          "origin/HEAD",
          "origin/main",
          "origin/master");

  private final LabFolder lab;
  private final Git git;

  Upstream(LabFolder lab, Git git) {
    this.lab = lab;
    this.git = git;
  }

  /** The lab's files; empty if there is no upstream. */
  Set<Path> files() {
    return commit()
        .map(
            commit ->
                git.names("ls-tree", "-r", "-z", "--name-only", commit, lab.sourcesInRepository()))
        .map(this::paths)
        .orElse(Set.of());
  }

  /** The files that a later commit has changed or deleted; empty if there is no upstream. */
  Set<Path> changed() {
    return commit()
        .map(
            commit ->
                git.names(
                    "diff",
                    "--name-only",
                    "-z",
                    "--no-renames",
                    "--diff-filter=MD",
                    commit,
                    "HEAD",
                    "--",
                    lab.sourcesInRepository()))
        .map(this::paths)
        .orElse(Set.of());
  }

  private Optional<String> commit() {
    if (!git.isHere()) {
      return Optional.empty();
    }
    // Asked before each trial: one look at all names, not one at each.
    Set<String> here =
        git.text("for-each-ref", "--format=%(refname)", "refs/remotes").stream()
            .flatMap(String::lines)
            .collect(Collectors.toSet());
    return NAMES.stream()
        .map("refs/remotes/"::concat)
        .filter(here::contains)
        .map(name -> git.text("merge-base", name, "HEAD"))
        .flatMap(Optional::stream)
        .findFirst()
        .map(String::strip);
  }

  private Set<Path> paths(List<String> names) {
    return names.stream().map(lab.workbook().root()::resolve).collect(Collectors.toSet());
  }
}
