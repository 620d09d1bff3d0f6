package dev.syslab.engine.verify;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.process.Child;
import dev.syslab.services.base.Mode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The harness's own tests, formatting and architecture rules included: Maven runs them, and its
 * reports are counted.
 */
public final class HarnessTests {
  /** The tag of tests that take minutes: only the nightly workflow runs them. */
  static final String NIGHTLY = "nightly";

  private final Path root;
  private final SurefireReports reports;
  private final Consumer<String> progress;

  public HarnessTests(Path root, Consumer<String> progress) {
    this.root = root;
    this.reports = new SurefireReports(root.resolve("harness"));
    this.progress = progress;
  }

  /**
   * How many tests there were.
   *
   * @param failures what failed, a line each
   * @param unlike what failed at first and passed when it was run again, a line each
   */
  public record Count(int passed, int skipped, List<String> failures, List<String> unlike) {}

  /**
   * Runs {@code mvn verify}. What fails is run once more, as trials are: a test that passes then
   * counts as passed, and is reported.
   *
   * @param mode the only mode in which the servers are tested; empty for every mode that is here
   * @param longest whether those that take minutes are run too, which are tagged {@value #NIGHTLY}
   */
  public Count run(Optional<Mode> mode, boolean longest) {
    Path log = root.resolve(".syslab/verify.log");
    int exit = maven(mode, longest, log);
    Count count = reports.count();
    if (exit != 0 && count.failures().isEmpty()) {
      String failure = "mvn verify failed; see .syslab/verify.log: " + firstError(log);
      return new Count(count.passed(), count.skipped(), List.of(failure), count.unlike());
    }
    return count;
  }

  private int maven(Optional<Mode> mode, boolean longest, Path log) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "mvn",
                "-B",
                // A failing test must not keep the modules that build on it from being tried.
                "--fail-at-end",
                "-Dmaven.test.failure.ignore=true",
                "-Dsurefire.rerunFailingTestsCount=1"));
    if (Chromium.find().isPresent()) {
      command.add("-Pbrowser");
    }
    if (!longest) {
      command.add("-Dharness.excludedTags=" + NIGHTLY);
    }
    command.add("verify");
    Child maven =
        new Child(command.toArray(String[]::new))
            .in(root)
            .withErrors()
            .with("SYSLAB_TEST_SERVICES", mode.map(Mode::id).orElse("both"))
            .with("JAVA_HOME", System.getProperty("java.home"));
    try {
      reports.delete();
    } catch (IOException e) {
      throw new LabException(
          Kind.TROUBLE, "could not delete earlier test reports: " + e.getMessage(), e);
    }
    try (PrintWriter kept = new PrintWriter(Files.newBufferedWriter(log))) {
      int code =
          maven.follow(
              line -> {
                kept.println(line);
                if (line.contains("Tests run:") && line.contains("-- in ")) {
                  progress.accept(shown(line));
                }
              });
      if (code == Child.INTERRUPTED) {
        throw new LabException(Kind.TROUBLE, "interrupted");
      }
      return code;
    } catch (IOException e) {
      throw new LabException(Kind.TROUBLE, "could not run mvn: " + e.getMessage(), e);
    }
  }

  private static String shown(String line) {
    return "harness        "
        + line.substring(line.indexOf("-- in ") + 6).replaceAll(".*\\.", "")
        + "  "
        + line.replaceAll(".*(Tests run: \\d+).*", "$1");
  }

  private static String firstError(Path log) {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.startsWith("[ERROR]")).findFirst().orElse("no error line");
    } catch (IOException e) {
      return e.getMessage();
    }
  }
}
