package dev.syslab.engine.verify;

import dev.syslab.engine.LabException;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.Workbook;
import dev.syslab.engine.verify.Scope.Depth;
import dev.syslab.engine.verify.Scope.LabScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Chooses what to verify by what has changed, and says why. */
public final class Changes {
  private static final Pattern IN_LAB = Pattern.compile("(labs|solutions)/([^/]+)/.+");
  private static final Pattern PAGE = Pattern.compile("(docs|docker)/.*\\.md|[^/]+\\.md|docs/.*");
  private static final Pattern LIST_OF_LABS = Pattern.compile("(labs|solutions)/pom\\.xml");
  // What no verification looks at: the workflows that run it, the editor's and git's own files.
  private static final Pattern NOTHING = Pattern.compile("\\.(ci|github)/.*|\\.git[^/]*|LICENSE");

  private final Workbook workbook;
  // What two quiet cores try in some 10 minutes.
  private static final int MOST_MISTAKES = 200;
  private static final int USUAL_PARTS = 8;
  private static final int PARTS_OF_LABS = 3;

  private final Commits commits;
  private final Function<LabFolder, LabManifest> manifests;

  /**
   * @param manifests reads a lab; may throw if it does not compile
   */
  public Changes(Workbook workbook, Function<LabFolder, LabManifest> manifests) {
    this.workbook = workbook;
    this.commits = new Commits(workbook.root());
    this.manifests = manifests;
  }

  /**
   * What to verify.
   *
   * @param reasons for people, a line each
   */
  public record Choice(Scope scope, List<String> reasons) {}

  /**
   * Chooses by what differs from the main branch: commits, uncommitted and new files.
   *
   * @param base what to compare with; empty for the usual main branch
   */
  public Choice since(Optional<String> base) {
    Commits.Base from = commits.base(base);
    Set<String> files = commits.changed(from);
    List<String> reasons = new ArrayList<>();
    if (files.isEmpty()) {
      reasons.add("nothing has changed compared with " + against(from) + ": nothing to verify");
      return new Choice(new Scope(List.of(), false, false), reasons);
    }
    reasons.add(count(files.size(), "file") + " changed compared with " + against(from));
    Touched touched = touched(files, from, reasons);
    return new Choice(
        touched.everything()
            ? Scope.everything(workbook.labs())
            // A page may show a lab's sources.
            : new Scope(touched.labs(), false, touched.pages() || !touched.labs().isEmpty()),
        reasons);
  }

  /**
   * Everything, except that of the mistakes only those of the labs that a change touches are all
   * tried; of the others a share, whose turn goes by the number of the commit. What touches every
   * lab gives larger shares, as large as they can be tried in bounded time.
   *
   * @param base what to compare with; empty for where the branch has left the main one, and on the
   *     main branch for the commit before
   */
  public Choice sample(Optional<String> base) {
    List<String> reasons = new ArrayList<>();
    Touched touched = touchedSince(base, reasons);
    Share share =
        Share.of(
            commits.number(), touched.everything() ? 1 : USUAL_PARTS, mistakes(), MOST_MISTAKES);
    List<LabScope> labs =
        workbook.labs().stream().map(lab -> sample(lab, touched.labs(), share)).toList();
    reasons.add("sample of the mistakes in labs that this change does not affect: " + share.text());
    return new Choice(new Scope(labs, true, true), reasons);
  }

  /**
   * Of the labs, those that a change touches, and a third of the others, whose turn goes by the
   * number of the commit; what touches every lab leaves none out. Without the mistakes, that is
   * what a second mode or a second JDK can be tried with at every commit.
   *
   * @param base as for {@link #sample}
   */
  public Choice sampleOfLabs(Optional<String> base) {
    List<String> reasons = new ArrayList<>();
    Touched touched = touchedSince(base, reasons);
    List<LabFolder> all = workbook.labs();
    List<LabScope> chosen = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      LabFolder lab = all.get(i);
      if (touched.everything()
          || Math.floorMod(commits.number() - i, PARTS_OF_LABS) == 0
          || touched.labs().stream()
              .anyMatch(own -> own.lab().equals(lab) && own.depth() != Depth.STATIC)) {
        chosen.add(LabScope.of(lab, Depth.WHOLE));
      } else {
        chosen.add(LabScope.of(lab, Depth.STATIC));
        left.add(lab.name());
      }
    }
    if (!left.isEmpty()) {
      reasons.add(
          "not run: "
              + String.join(", ", left)
              + ", which this commit's sample leaves out; the nightly workflow runs all of them");
    }
    return new Choice(new Scope(chosen, true, true), reasons);
  }

  private Touched touchedSince(Optional<String> base, List<String> reasons) {
    Optional<Commits.Base> from = commits.baseOrBefore(base);
    if (from.isEmpty()) {
      reasons.add("everything, because there is no earlier commit to compare with");
      return Touched.EVERYTHING;
    }
    return touched(from.get(), reasons);
  }

  private static LabScope sample(LabFolder lab, List<LabScope> touched, Share share) {
    LabScope own =
        touched.stream()
            .filter(one -> one.lab().equals(lab))
            .findFirst()
            .orElse(LabScope.of(lab, Depth.STATIC));
    return own.depth() == Depth.WHOLE
        ? own
        : new LabScope(lab, Depth.SAMPLE, own.solutions(), share);
  }

  /** How many mistakes all labs have; those that cannot be read have none. */
  private int mistakes() {
    int mistakes = 0;
    for (LabFolder lab : workbook.labs()) {
      try {
        mistakes += manifests.apply(lab).mistakes().size();
      } catch (LabException e) {
        // The verification itself will say what is wrong.
      }
    }
    return mistakes;
  }

  private static String against(Commits.Base from) {
    return from.name() + " (" + from.commit().substring(0, 9) + ")";
  }

  /** What a change touches: every lab, or these. */
  private record Touched(boolean everything, List<LabScope> labs, boolean pages) {
    static final Touched EVERYTHING = new Touched(true, List.of(), true);
  }

  private Touched touched(Commits.Base from, List<String> reasons) {
    Set<String> files = commits.changed(from);
    reasons.add(count(files.size(), "file") + " changed compared with " + against(from));
    return touched(files, from, reasons);
  }

  private Touched touched(Set<String> files, Commits.Base from, List<String> reasons) {
    Map<String, List<String>> labs = new TreeMap<>();
    List<String> everything = new ArrayList<>();
    List<String> pages = new ArrayList<>();
    List<String> nothing = new ArrayList<>();
    for (String file : files) {
      Matcher lab = IN_LAB.matcher(file);
      if (lab.matches()) {
        labs.computeIfAbsent(lab.group(2), absent -> new ArrayList<>()).add(file);
      } else if (PAGE.matcher(file).matches()) {
        pages.add(file);
      } else if (NOTHING.matcher(file).matches()) {
        nothing.add(file);
      } else if (!LIST_OF_LABS.matcher(file).matches() || !onlyModules(from, file)) {
        everything.add(file);
      }
    }
    if (!nothing.isEmpty()) {
      reasons.add("these changed files affect no check: " + some(nothing));
    }
    if (!everything.isEmpty()) {
      reasons.add("everything, because of " + some(everything));
    }
    List<LabScope> chosen = new ArrayList<>();
    labs.forEach((name, own) -> lab(name, own, reasons).ifPresent(chosen::add));
    if (!pages.isEmpty()) {
      reasons.add("documentation, because of " + some(pages));
    }
    return new Touched(!everything.isEmpty(), chosen, !pages.isEmpty() || !labs.isEmpty());
  }

  /** Whether a lab was added to the list or taken from it, and nothing else. */
  private boolean onlyModules(Commits.Base from, String file) {
    List<String> lines = commits.changedLines(from, file);
    return !lines.isEmpty()
        && lines.stream().allMatch(line -> line.matches("<module>[a-z0-9-]+</module>"));
  }

  private Optional<LabScope> lab(String name, List<String> files, List<String> reasons) {
    Optional<LabFolder> folder =
        workbook.labs().stream().filter(lab -> lab.name().equals(name)).findFirst();
    if (folder.isEmpty()) {
      reasons.add("documentation, because the lab " + name + " is gone");
      return Optional.empty();
    }
    LabScope scope = scope(folder.get(), files);
    String what =
        switch (scope.depth()) {
          case WHOLE -> "everything";
          case SOLUTIONS ->
              "skeleton, reference and " + String.join(", ", simple(scope.solutions()));
          case STATIC -> "documentation and sources, without a trial";
          case SAMPLE -> throw new IllegalStateException("a changed lab is never sampled");
        };
    reasons.add(name + ": " + what + ", because of " + some(files));
    return Optional.of(scope);
  }

  private LabScope scope(LabFolder lab, List<String> files) {
    List<String> learners =
        LabFolder.programs(lab.folder()).stream().map(folder -> lab.shown(folder) + "/").toList();
    // No trial runs a benchmark, and no rule looks at a learner's program.
    List<String> sources =
        files.stream()
            .filter(file -> learners.stream().noneMatch(file::startsWith))
            .filter(file -> !file.endsWith(".md") && !file.contains("/src/bench/"))
            .toList();
    if (sources.isEmpty()) {
      return LabScope.of(lab, Depth.STATIC);
    }
    return new Solutions(lab, manifests)
        .alone(sources.stream().map(workbook.root()::resolve).toList())
        .map(types -> new LabScope(lab, Depth.SOLUTIONS, types))
        .orElse(LabScope.of(lab, Depth.WHOLE));
  }

  private static List<String> simple(Collection<String> types) {
    return types.stream().map(type -> type.substring(type.lastIndexOf('.') + 1)).sorted().toList();
  }

  private static String some(List<String> files) {
    return files.get(0) + (files.size() == 1 ? "" : " and " + (files.size() - 1) + " more");
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
