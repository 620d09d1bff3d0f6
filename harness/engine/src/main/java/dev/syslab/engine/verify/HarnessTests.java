package dev.syslab.engine.verify;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.services.Mode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The harness's own tests, formatting and architecture rules included: Maven runs them, and its
 * reports are counted.
 */
public final class HarnessTests {
  private final Path root;
  private final Consumer<String> progress;

  public HarnessTests(Path root, Consumer<String> progress) {
    this.root = root;
    this.progress = progress;
  }

  /**
   * How many tests there were.
   *
   * @param failures what failed, a line each
   */
  public record Count(int passed, int skipped, List<String> failures) {}

  /**
   * Runs {@code mvn verify}.
   *
   * @param mode the only mode in which the servers are tested; empty for every mode that is here
   */
  public Count run(Optional<Mode> mode) {
    Path log = root.resolve(".syslab/verify.log");
    int exit = maven(mode, log);
    Count count = count();
    if (exit != 0 && count.failures().isEmpty()) {
      List<String> failures = new ArrayList<>(count.failures());
      failures.add("mvn verify failed; see .syslab/verify.log: " + firstError(log));
      return new Count(count.passed(), count.skipped(), failures);
    }
    return count;
  }

  private int maven(Optional<Mode> mode, Path log) {
    ProcessBuilder builder =
        // A failing test must not keep the modules that build on it from being tried.
        new ProcessBuilder(
                "mvn", "-B", "--fail-at-end", "-Dmaven.test.failure.ignore=true", "verify")
            .directory(root.toFile())
            .redirectErrorStream(true);
    builder.environment().put("SYSLAB_TEST_SERVICES", mode.map(Mode::id).orElse("both"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    try {
      deleteReports();
      Process maven = builder.start();
      maven.getOutputStream().close();
      try (BufferedReader output = maven.inputReader();
          var kept = Files.newBufferedWriter(log)) {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
          kept.write(line);
          kept.newLine();
          if (line.contains("Tests run:") && line.contains("-- in ")) {
            progress.accept(
                "harness        "
                    + line.substring(line.indexOf("-- in ") + 6).replaceAll(".*\\.", "")
                    + "  "
                    + line.replaceAll(".*(Tests run: \\d+).*", "$1"));
          }
        }
      }
      return maven.waitFor();
    } catch (IOException e) {
      throw new LabException(Kind.TROUBLE, "mvn could not be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException(Kind.TROUBLE, "interrupted", e);
    }
  }

  private void deleteReports() throws IOException {
    for (Path report : reports()) {
      Files.deleteIfExists(report);
    }
  }

  private List<Path> reports() {
    List<Path> reports = new ArrayList<>();
    try (Stream<Path> modules = Files.list(root.resolve("harness"))) {
      for (Path module : modules.toList()) {
        Path folder = module.resolve("target/surefire-reports");
        if (Files.isDirectory(folder)) {
          try (Stream<Path> files = Files.list(folder)) {
            files
                .filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                .forEach(reports::add);
          }
        }
      }
    } catch (IOException e) {
      throw new LabException(
          Kind.TROUBLE, "the test reports could not be read: " + e.getMessage(), e);
    }
    return reports;
  }

  private Count count() {
    int passed = 0;
    int skipped = 0;
    List<String> failures = new ArrayList<>();
    for (Path report : reports()) {
      try (var in = Files.newInputStream(report)) {
        XMLStreamReader xml = XMLInputFactory.newFactory().createXMLStreamReader(in);
        String test = "";
        String outcome = "";
        while (xml.hasNext()) {
          int event = xml.next();
          String name = xml.hasName() ? xml.getLocalName() : "";
          if (event == XMLStreamReader.START_ELEMENT && name.equals("testcase")) {
            test =
                xml.getAttributeValue(null, "classname")
                    + "."
                    + xml.getAttributeValue(null, "name");
            outcome = "passed";
          } else if (event == XMLStreamReader.START_ELEMENT
              && List.of("failure", "error", "skipped").contains(name)) {
            outcome = name;
          } else if (event == XMLStreamReader.END_ELEMENT && name.equals("testcase")) {
            passed += outcome.equals("passed") ? 1 : 0;
            skipped += outcome.equals("skipped") ? 1 : 0;
            if (outcome.equals("failure") || outcome.equals("error")) {
              failures.add(test);
            }
          }
        }
      } catch (IOException | XMLStreamException e) {
        failures.add(report.getFileName() + " could not be read: " + e.getMessage());
      }
    }
    return new Count(passed, skipped, failures);
  }

  private static String firstError(Path log) {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.startsWith("[ERROR]")).findFirst().orElse("no error line");
    } catch (IOException e) {
      return e.getMessage();
    }
  }
}
