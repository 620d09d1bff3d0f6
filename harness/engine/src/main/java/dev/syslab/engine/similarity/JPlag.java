package dev.syslab.engine.similarity;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.lab.Workbook;
import dev.syslab.engine.process.Child;
import dev.syslab.engine.process.MavenLibraries;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * JPlag, which finds programs that are alike although names and layout differ. It runs on a newer
 * JDK than Syslab needs, in a process of its own: it parses strangers' code, of which a part may
 * exhaust its memory or its time. None of that code is run.
 */
public final class JPlag {
  private static final int LEAST_JDK = 21;
  private static final String MODULE = "harness/similarity/";
  private static final String MAIN = "dev.syslab.similarity.Compare";
  private static final Duration BOUND = Duration.ofMinutes(15);
  // The stack is for code that is nested deeply; what overflows a smaller one is left out.
  private static final List<String> OPTIONS =
      List.of("-Xmx1g", "-Xss16m", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8");

  private final Path java;
  private final List<Path> classPath;

  private JPlag(Path java, List<Path> classPath) {
    this.java = java;
    this.classPath = classPath;
  }

  /**
   * That of a workbook; downloads it if need be.
   *
   * @throws LabException if there is no JDK for it, or it cannot be downloaded
   */
  public static JPlag of(Workbook workbook) {
    return of(workbook, NewerJdk.usual());
  }

  static JPlag of(Workbook workbook, List<Path> jdks) {
    Path jdk =
        NewerJdk.find(jdks, LEAST_JDK)
            .orElseThrow(
                () ->
                    new LabException(
                        Kind.TROUBLE,
                        "--similarity needs JPlag, which needs a JDK %d or later (not necessarily the one that runs Syslab); none was found. Install one below /usr/lib/jvm, or set %s to its folder."
                            .formatted(LEAST_JDK, NewerJdk.VARIABLE)));
    Path root = workbook.root();
    MavenLibraries libraries =
        new MavenLibraries(
            root,
            MODULE + "pom.xml",
            "process-classes",
            MODULE + "target/similarity.classpath",
            List.of(
                "pom.xml",
                "harness/pom.xml",
                MODULE + "pom.xml",
                MODULE + "src/main/java/" + MAIN.replace('.', '/') + ".java"),
            jdk,
            "JPlag's",
            ".syslab/similarity.log");
    List<Path> classPath = new ArrayList<>(libraries.paths());
    classPath.add(0, root.resolve(MODULE + "target/classes"));
    return new JPlag(jdk.resolve("bin/java"), classPath);
  }

  /**
   * What is compared: texts by path, of each program by its name, which is also a folder's.
   *
   * @param base what everybody was given, and does not count
   * @param solutions are compared with submissions, but not with each other
   */
  public record Programs(
      Map<String, String> base,
      Map<String, Map<String, String>> submissions,
      Map<String, Map<String, String>> solutions) {}

  /** Two programs that are alike, as {@code kind/name}; shares are between 0 and 1. */
  public record Pair(String first, String second, double similarity, double most, int tokens) {}

  /**
   * What was found.
   *
   * @param version JPlag's
   * @param compared how many submissions
   * @param left programs that could not be compared, as {@code kind/name}, and why
   */
  public record Found(String version, int compared, List<Pair> pairs, Map<String, String> left) {}

  /**
   * Compares each submission with all others and with the solutions.
   *
   * @param work an empty folder
   * @param least the similarity from which a pair counts, from 0 to 1
   * @throws LabException if JPlag fails, or does not end in time
   */
  public Found compare(Programs programs, Path work, double least) {
    try {
      write(work.resolve("base"), programs.base());
      write(programs.submissions(), work.resolve("submissions"));
      write(programs.solutions(), work.resolve("solutions"));
      Path log = work.resolve("log");
      int code = run(work, least, log);
      Path found = work.resolve("found.json");
      if (code != 0 || !Files.exists(found)) {
        throw new LabException(Kind.TROUBLE, "JPlag failed: " + why(code, log));
      }
      return new ObjectMapper().readValue(found.toFile(), Found.class);
    } catch (IOException e) {
      throw new LabException(Kind.TROUBLE, "JPlag could not be run: " + e.getMessage(), e);
    }
  }

  private int run(Path work, double least, Path log) {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(OPTIONS);
    command.add("-cp");
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.addAll(List.of(MAIN, work.toString(), Double.toString(least)));
    return new Child(command)
        .in(work)
        .without("JDK_JAVA_OPTIONS")
        .without("JAVA_TOOL_OPTIONS")
        .into(log)
        .within(BOUND)
        .run()
        .code();
  }

  private static String why(int code, Path log) throws IOException {
    if (code == Child.LATE) {
      return "it did not end within " + BOUND.toMinutes() + " min";
    }
    try (var lines = Files.lines(log)) {
      return lines
          .filter(line -> line.startsWith("Exception in thread"))
          .findFirst()
          .orElse("exit code " + code);
    }
  }

  private static void write(Map<String, Map<String, String>> programs, Path kind)
      throws IOException {
    Files.createDirectories(kind);
    for (var program : programs.entrySet()) {
      write(kind.resolve(program.getKey()), program.getValue());
    }
  }

  private static void write(Path folder, Map<String, String> texts) throws IOException {
    Files.createDirectories(folder);
    for (var text : texts.entrySet()) {
      Path file = folder.resolve(text.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, ascii(text.getValue()));
    }
  }

  /**
   * JPlag guesses how a file is encoded, often wrongly; Java can be written without other signs.
   */
  private static String ascii(String code) {
    StringBuilder text = new StringBuilder(code.length());
    for (char one : code.toCharArray()) {
      if (one < 128) {
        text.append(one);
      } else {
        text.append("\\u%04x".formatted((int) one));
      }
    }
    return text.toString();
  }
}
