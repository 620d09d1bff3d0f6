package dev.syslab.engine.grade;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.syslab.engine.report.ReportWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which submissions of one lab are alike, as {@code similarity.json} holds it for the staff.
 *
 * @param threshold the similarity from which a pair is listed, in percent
 * @param tool that compared them, with its version
 * @param submissions how many were compared with each other
 * @param solutions how many of the lab's own were compared with each
 * @param pairs the most similar first
 * @param left submissions that were not compared
 * @param trouble why there are no pairs, if the comparison failed; else empty
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Similarity(
    String lab,
    int threshold,
    String tool,
    int submissions,
    int solutions,
    List<Pair> pairs,
    List<Left> left,
    String trouble) {
  /** Its file, in a book's folder for the lab. */
  static final String FILE = "similarity.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Two programs that are alike.
   *
   * @param other another submission, or one of the lab's solutions
   * @param kind of the other: {@code submission} or {@code solution}
   * @param similarity how much of both together matches, in percent
   * @param most how much matches of the program of which more does, in percent
   * @param tokens how long the matches are, in words and signs of the language
   */
  public record Pair(
      String submission, String other, String kind, int similarity, int most, int tokens) {}

  /** A submission that was not compared, and why. */
  public record Left(String submission, String why) {}

  /** A line for the terminal. */
  public String summary() {
    return trouble.isEmpty()
        ? "%s: %d pairs are at least %d %% similar; %d submissions compared, %d not"
            .formatted(lab, pairs.size(), threshold, submissions, left.size())
        : lab + ": the submissions could not be compared: " + trouble;
  }

  void write(Path labFolder) {
    ReportWriter.write(labFolder.resolve(FILE), ReportWriter.json(this));
  }

  /** Empty if nothing was compared, or the file cannot be read. */
  static Optional<Similarity> read(Path labFolder) {
    Path file = labFolder.resolve(FILE);
    try {
      return Files.exists(file)
          ? Optional.of(JSON.readValue(file.toFile(), Similarity.class))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Those of all labs of a book. */
  static List<Similarity> all(Path book) {
    List<Similarity> all = new ArrayList<>();
    GradeBook.folders(book).forEach(lab -> read(lab).ifPresent(all::add));
    return all;
  }

  static String csv(List<Similarity> all) {
    StringBuilder text = new StringBuilder();
    text.append(
        ResultsCsv.line("lab", "submission", "other", "kind", "similarity", "most", "tokens"));
    for (Similarity one : all) {
      for (Pair pair : one.pairs()) {
        text.append(
            ResultsCsv.line(
                one.lab(),
                pair.submission(),
                pair.other(),
                pair.kind(),
                pair.similarity(),
                pair.most(),
                pair.tokens()));
      }
    }
    return text.toString();
  }
}
