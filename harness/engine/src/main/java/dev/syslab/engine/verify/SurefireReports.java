package dev.syslab.engine.verify;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.verify.HarnessTests.Count;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What Maven's test runner wrote about the tests of several modules.
 *
 * @see <a href="https://maven.apache.org/surefire/maven-surefire-plugin/test-mojo.html">Surefire:
 *     reportsDirectory, rerunFailingTestsCount</a>
 */
final class SurefireReports {
  private static final int LONGEST = 300;

  private final Path modules;

  /**
   * @param modules the folder of the modules
   */
  SurefireReports(Path modules) {
    this.modules = modules;
  }

  /** Deletes the reports of an earlier run. */
  void delete() throws IOException {
    for (Path report : reports()) {
      Files.deleteIfExists(report);
    }
  }

  /** Counts what the reports say; one that cannot be read is a failure. */
  Count count() {
    Tally tally = new Tally();
    for (Path report : reports()) {
      try (var in = Files.newInputStream(report)) {
        tally.read(XMLInputFactory.newFactory().createXMLStreamReader(in));
      } catch (IOException | XMLStreamException e) {
        tally.failures.add(report.getFileName() + " could not be read: " + e.getMessage());
      }
    }
    return new Count(tally.passed, tally.skipped, tally.failures, tally.unlike);
  }

  private List<Path> reports() {
    List<Path> reports = new ArrayList<>();
    try (Stream<Path> folders = Files.list(modules)) {
      for (Path module : folders.toList()) {
        Path folder = module.resolve("target/surefire-reports");
        if (Files.isDirectory(folder)) {
          try (Stream<Path> files = Files.list(folder)) {
            files
                .filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                .sorted()
                .forEach(reports::add);
          }
        }
      }
    } catch (IOException e) {
      throw new LabException(Kind.TROUBLE, "could not read the test reports: " + e.getMessage(), e);
    }
    return reports;
  }

  private static final class Tally {
    private int passed;
    private int skipped;
    private final List<String> failures = new ArrayList<>();
    private final List<String> unlike = new ArrayList<>();
    private String test;
    private String outcome;

    private void read(XMLStreamReader xml) throws XMLStreamException {
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamReader.START_ELEMENT) {
          begin(xml);
        } else if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals("testcase")) {
          end();
        }
      }
    }

    private void begin(XMLStreamReader xml) {
      switch (xml.getLocalName()) {
        case "testcase" -> {
          test =
              xml.getAttributeValue(null, "classname") + "." + xml.getAttributeValue(null, "name");
          outcome = "passed";
        }
        case "skipped" -> outcome = "skipped";
        case "failure", "error" -> {
          // Each run of one test has an element of its own.
          if (!outcome.equals("failed")) {
            failures.add(test + why(xml));
          }
          outcome = "failed";
        }
        case "flakyFailure", "flakyError" ->
            unlike.add(test + " failed, and passed when it was run again" + why(xml));
        default -> {}
      }
    }

    private void end() {
      passed += outcome.equals("passed") ? 1 : 0;
      skipped += outcome.equals("skipped") ? 1 : 0;
    }

    private static String why(XMLStreamReader failure) {
      String message = failure.getAttributeValue(null, "message");
      if (message == null || message.isBlank()) {
        return "";
      }
      String line = message.strip().replaceAll("\\s+", " ");
      return ": " + (line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line);
    }
  }
}
