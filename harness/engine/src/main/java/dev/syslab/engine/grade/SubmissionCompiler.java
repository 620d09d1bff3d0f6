package dev.syslab.engine.grade;

import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.process.Child;
import dev.syslab.kit.process.Isolation;
import dev.syslab.kit.process.Isolation.Allowance;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compiles a submission in a process of its own, with bounds: code can make a compiler run for
 * hours or fill its memory. Annotation processors are off, so none of the code is run.
 */
final class SubmissionCompiler {
  private static final int CPU_SECONDS = 60;
  // Of the processor's time, since a busy machine is no fault of the code's; this is for what
  // waits.
  private static final Duration BOUND = Duration.ofMinutes(10);
  private static final List<String> BOUNDED =
      List.of("/bin/sh", "-c", "ulimit -t " + CPU_SECONDS + " && exec \"$@\"", "sh");
  private static final Set<Integer> KILLED = Set.of(128 + 9, 128 + 24, Child.LATE);
  private static final int LONGEST_MESSAGE = 4_000;
  private static final int LONGEST_LOG = 16 * LONGEST_MESSAGE;
  private static final List<String> MEMORY =
      List.of("-J-Xmx384m", "-J-Xss4m", "-J-XX:+UseSerialGC");
  private static final List<String> OPTIONS =
      List.of(
          "-proc:none",
          "-implicit:none",
          "--release",
          "17",
          "-encoding",
          "UTF-8",
          "-parameters",
          "-g",
          "-nowarn",
          "-Xmaxerrs",
          "20",
          "-XDstringConcat=inline");

  private final Optional<Isolation> isolation;

  /**
   * @param isolation puts the compiler into a sandbox, which sees nothing but the sources and the
   *     libraries; empty if the submissions are trusted
   */
  SubmissionCompiler(Optional<Isolation> isolation) {
    this.isolation = isolation;
  }

  /**
   * What came of it.
   *
   * @param errors what the compiler says, for the author; empty if it compiles
   */
  record Compiled(Path classes, String errors) {
    boolean well() {
      return errors.isEmpty();
    }
  }

  /**
   * Compiles.
   *
   * @param sources texts by path
   * @param folder an empty one, for sources and classes
   */
  Compiled compile(CompiledLab lab, Map<String, String> sources, Path folder) throws IOException {
    Path src = folder.resolve("src");
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
    command.addAll(MEMORY);
    command.addAll(OPTIONS);
    command.addAll(List.of("-cp", classPath(lab), "-d", classes.toString()));
    for (var source : sources.entrySet()) {
      Path file = src.resolve(source.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, source.getValue());
      command.add(file.toString());
    }
    Path log = folder.resolve("javac.log");
    int code = compiler(lab, command, src, classes).in(src).into(log).within(BOUND).run().code();
    return new Compiled(classes, code == 0 ? "" : errors(code, log, src));
  }

  private Child compiler(CompiledLab lab, List<String> command, Path src, Path classes)
      throws IOException {
    if (isolation.isEmpty()) {
      List<String> bounded = new ArrayList<>(BOUNDED);
      bounded.addAll(command);
      return new Child(bounded)
          // Options from outside would be the user's, and could name processors.
          .without("JDK_JAVAC_OPTIONS")
          .without("JAVA_TOOL_OPTIONS");
    }
    List<Path> readable = new ArrayList<>(libraries(lab));
    readable.add(src);
    // In the sandbox, the compiler may be another user.
    Files.setPosixFilePermissions(classes, PosixFilePermissions.fromString("rwxrwxrwx"));
    return new Child(command)
        .inside(
            isolation.get(),
            new Allowance(readable, List.of(classes), OptionalInt.of(CPU_SECONDS)));
  }

  private static List<Path> libraries(CompiledLab lab) {
    return Stream.concat(lab.subjectLibraries().stream(), Stream.of(lab.contractClasses()))
        .filter(Files::exists)
        .toList();
  }

  private static String classPath(CompiledLab lab) {
    return libraries(lab).stream()
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Learners read them, and must not learn where the grader keeps its files. */
  private static String errors(int code, Path log, Path src) throws IOException {
    if (KILLED.contains(code)) {
      return "the compiler did not finish within " + CPU_SECONDS + " s of processor time";
    }
    byte[] head;
    try (var in = Files.newInputStream(log)) {
      head = in.readNBytes(LONGEST_LOG);
    }
    String said =
        new String(head, StandardCharsets.UTF_8).replace(src + File.separator, "").strip();
    if (said.contains("OutOfMemoryError") || said.contains("StackOverflowError")) {
      return "the compiler ran out of memory on this code";
    }
    // Cut after the paths are gone: half of one would stay.
    return said.isEmpty()
        ? "the compiler ended with exit code " + code
        : said.substring(0, Math.min(said.length(), LONGEST_MESSAGE));
  }
}
