package dev.syslab.engine.grade;

import dev.syslab.engine.LabException;
import dev.syslab.engine.grade.Intake.Taken;
import dev.syslab.engine.grade.Similarity.Left;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.Solution;
import dev.syslab.engine.similarity.JPlag;
import dev.syslab.engine.similarity.JPlag.Found;
import dev.syslab.engine.similarity.JPlag.Programs;
import dev.syslab.kit.verdict.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Compares the submissions of a cohort with each other, and with the lab's reference and
 * alternatives. What everybody was given does not count: the contract and the skeletons.
 */
public final class SimilarityRun {
  private static final String SUBMISSIONS = "submissions/";
  private static final String WORK = ".similarity";
  private static final String JAVA = ".java";

  private final JPlag jplag;
  private final int threshold;

  /**
   * @param threshold the similarity from which a pair is listed, 1 to 100 percent
   */
  public SimilarityRun(JPlag jplag, int threshold) {
    this.jplag = jplag;
    this.threshold = threshold;
  }

  /**
   * Compares, and writes the result into the book. That JPlag fails costs nobody's grade, and is
   * part of the result.
   */
  public Similarity compare(
      LabFolder lab, LabManifest manifest, List<Submission> submissions, GradeBook book) {
    Map<String, String> names = new TreeMap<>();
    Map<String, Map<String, String>> texts = new TreeMap<>();
    List<Left> left = new ArrayList<>();
    take(new Intake(lab), submissions, names, texts, left);
    Path work = book.folder().resolve(WORK);
    Similarity result;
    try {
      Map<String, Map<String, String>> solutions = solutions(lab, manifest);
      CohortRun.deleteTree(work);
      Files.createDirectories(work);
      Found found =
          jplag.compare(new Programs(base(lab), texts, solutions), work, threshold / 100.0);
      result = result(manifest.name(), found, solutions.size(), names, left);
    } catch (IOException | LabException e) {
      result =
          new Similarity(
              manifest.name(),
              threshold,
              "JPlag",
              0,
              0,
              List.of(),
              left,
              Printable.of(String.valueOf(e.getMessage())));
    } finally {
      try {
        CohortRun.deleteTree(work);
      } catch (IOException e) {
        // The next run clears it.
      }
    }
    result.write(book.folder().resolve(manifest.name()));
    return result;
  }

  private static void take(
      Intake intake,
      List<Submission> submissions,
      Map<String, String> names,
      Map<String, Map<String, String>> texts,
      List<Left> left) {
    for (Submission submission : submissions) {
      try {
        Taken taken = intake.take(submission.path());
        if (taken.handedIn() == 0) {
          left.add(new Left(submission.name(), "contains only files that the lab provides"));
        } else {
          names.put(submission.fileName(), submission.name());
          texts.put(submission.fileName(), taken.sources());
        }
      } catch (IOException | LabException e) {
        left.add(new Left(submission.name(), "could not be read"));
      }
    }
  }

  private static Map<String, String> base(LabFolder lab) {
    Map<String, String> base = new TreeMap<>();
    Stream.of(lab.originals(), lab.originalSkeletons())
        .flatMap(files -> files.entrySet().stream())
        .filter(file -> file.getKey().startsWith(lab.mainSources()))
        .filter(file -> file.getKey().toString().endsWith(JAVA))
        .forEach(
            file ->
                base.put(lab.mainSources().relativize(file.getKey()).toString(), file.getValue()));
    return base;
  }

  /** The reference is all of its package; an alternative is a file. */
  private static Map<String, Map<String, String>> solutions(LabFolder lab, LabManifest manifest)
      throws IOException {
    Map<String, Map<String, String>> all = new TreeMap<>();
    Path sources = lab.solutionSources();
    Path reference = source(sources, manifest.reference());
    Map<String, String> texts = new TreeMap<>();
    for (Path file : LabFolder.javaFiles(reference.getParent())) {
      if (file.getParent().equals(reference.getParent())) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    all.put("reference", texts);
    for (Solution alternative : manifest.alternatives()) {
      Path file = source(sources, alternative.type());
      all.put(
          "alternative-" + alternative.name(),
          Map.of(file.getFileName().toString(), Files.readString(file)));
    }
    return all;
  }

  private static Path source(Path sources, String type) {
    return sources.resolve(type.replace('.', '/') + JAVA);
  }

  private Similarity result(
      String lab, Found found, int solutions, Map<String, String> names, List<Left> left) {
    found
        .left()
        .forEach(
            (program, why) -> {
              if (program.startsWith(SUBMISSIONS)) {
                left.add(new Left(name(program, names), why));
              }
            });
    left.sort(Comparator.comparing(Left::submission));
    List<Similarity.Pair> pairs = found.pairs().stream().map(pair -> pair(pair, names)).toList();
    return new Similarity(
        lab, threshold, "JPlag " + found.version(), found.compared(), solutions, pairs, left, "");
  }

  private static Similarity.Pair pair(JPlag.Pair pair, Map<String, String> names) {
    // Submissions before solutions, and by name.
    boolean swap =
        pair.second().startsWith(SUBMISSIONS)
            && (!pair.first().startsWith(SUBMISSIONS) || pair.first().compareTo(pair.second()) > 0);
    String submission = swap ? pair.second() : pair.first();
    String other = swap ? pair.first() : pair.second();
    return new Similarity.Pair(
        name(submission, names),
        name(other, names),
        other.startsWith(SUBMISSIONS) ? "submission" : "solution",
        percent(pair.similarity()),
        percent(pair.most()),
        pair.tokens());
  }

  private static String name(String program, Map<String, String> names) {
    String file = program.substring(program.indexOf('/') + 1);
    return program.startsWith(SUBMISSIONS) ? names.get(file) : file;
  }

  /** Rounded down, so that 100 means all. */
  private static int percent(double share) {
    return (int) Math.floor(share * 100 + 1e-9);
  }
}
