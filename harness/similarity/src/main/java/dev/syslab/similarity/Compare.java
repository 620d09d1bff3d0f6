package dev.syslab.similarity;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.jplag.JPlag;
import de.jplag.JPlagComparison;
import de.jplag.ParsingException;
import de.jplag.Submission;
import de.jplag.exceptions.ExitException;
import de.jplag.java.JavaLanguage;
import de.jplag.options.JPlagOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares programs with JPlag, in a process of its own. In the folder that the argument names,
 * {@code base} holds what everybody was given, {@code submissions} a folder for each submission,
 * and {@code solutions} a folder for each program with which submissions are compared, but which
 * are not compared with each other. The result goes to {@code found.json} there.
 */
public final class Compare {
  // Less than JPlag's own threads have: what is parsed here is parsed there.
  private static final long STACK = 4L << 20;
  private static final long LARGEST = 2L << 20;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private Compare() {}

  /**
   * Two programs that are alike.
   *
   * @param similarity the share of their tokens that match, of both together, from 0 to 1
   * @param most the same of the program of which more matches
   */
  record Pair(String first, String second, double similarity, double most, int tokens) {}

  /** Programs that were compared, and why others were not. */
  record Found(String version, int compared, List<Pair> pairs, Map<String, String> left) {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    double least = Double.parseDouble(arguments[1]);
    Map<String, String> left = new TreeMap<>();
    setAside(folder, "submissions", left);
    setAside(folder, "solutions", left);
    int submissions = folders(folder.resolve("submissions")).size();
    boolean enough =
        submissions > 0 && submissions + folders(folder.resolve("solutions")).size() > 1;
    List<Pair> pairs = enough ? compare(folder, least) : List.of();
    Found found = new Found(JPlag.JPLAG_VERSION.toString(), submissions, pairs, left);
    new ObjectMapper().writeValue(folder.resolve("found.json").toFile(), found);
  }

  /** Moves away what cannot be parsed: an error in one program would end the comparison of all. */
  private static void setAside(Path folder, String kind, Map<String, String> left)
      throws IOException {
    Path aside = Files.createDirectories(folder.resolve("aside").resolve(kind));
    for (Path program : folders(folder.resolve(kind))) {
      String why = whyNot(program);
      if (!why.isEmpty()) {
        left.put(name(program), why);
        Files.move(program, aside.resolve(program.getFileName()));
      }
    }
  }

  private static String whyNot(Path program) throws IOException {
    Set<File> sources = sources(program);
    if (sources.stream().mapToLong(File::length).sum() > LARGEST) {
      return "larger than 2 MiB";
    }
    AtomicReference<String> why = new AtomicReference<>("takes too long to parse");
    Thread parser = new Thread(null, () -> why.set(whyNot(sources)), "parser", STACK);
    // It cannot be stopped, but must not keep this program running.
    parser.setDaemon(true);
    parser.start();
    try {
      parser.join(LONGEST.toMillis());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return why.get();
  }

  private static String whyNot(Set<File> sources) {
    JavaLanguage language = new JavaLanguage();
    try {
      int tokens = language.parse(sources, false).size();
      return tokens < language.minimumTokenMatch() ? "too small" : "";
    } catch (Throwable e) {
      // The parser's own errors, and those of a machine that the code exhausts.
      return "cannot be parsed";
    }
  }

  /** The pairs that are alike, the most similar first. */
  private static List<Pair> compare(Path folder, double least)
      throws ExitException, IOException, ParsingException {
    JavaLanguage language = new JavaLanguage();
    JPlagOptions options =
        new JPlagOptions(
                language,
                Set.of(folder.resolve("submissions").toFile()),
                Set.of(folder.resolve("solutions").toFile()))
            .withMaximumNumberOfComparisons(JPlagOptions.SHOW_ALL_COMPARISONS);
    Path base = folder.resolve("base");
    // What is shorter than any match hides nothing, and JPlag refuses it.
    if (language.parse(sources(base), false).size() >= language.minimumTokenMatch()) {
      options = options.withBaseCodeSubmissionDirectory(base.toFile());
    }
    List<Pair> pairs = new ArrayList<>();
    for (JPlagComparison one : JPlag.run(options).getAllComparisons()) {
      if (one.similarity() >= least) {
        pairs.add(
            new Pair(
                name(one.firstSubmission()),
                name(one.secondSubmission()),
                one.similarity(),
                one.maximalSimilarity(),
                one.getNumberOfMatchedTokens()));
      }
    }
    pairs.sort(Comparator.comparing(Pair::similarity).reversed().thenComparing(Pair::first));
    return pairs;
  }

  private static Set<File> sources(Path program) throws IOException {
    try (Stream<Path> files = Files.walk(program)) {
      return files.filter(Files::isRegularFile).map(Path::toFile).collect(Collectors.toSet());
    }
  }

  private static List<Path> folders(Path in) throws IOException {
    try (Stream<Path> all = Files.list(in)) {
      return all.sorted().toList();
    }
  }

  private static String name(Submission one) {
    return name(one.getRoot().toPath());
  }

  private static String name(Path program) {
    return program.getParent().getFileName() + "/" + program.getFileName();
  }
}
