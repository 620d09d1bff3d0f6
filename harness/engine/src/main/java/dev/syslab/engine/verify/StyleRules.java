package dev.syslab.engine.verify;

import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.ProgramFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules about a lab's sources that no compiler checks. */
final class StyleRules {
  private static final int LONGEST_SKELETON = 60;
  // About 150 is the aim. A stage's tests stand in one class, however many they are.
  private static final int LONGEST_FILE = 170;
  private static final int LONGEST_STAGE = 280;
  private static final int LONGEST_POM = 15;
  private static final Pattern SLEEP =
      Pattern.compile("Thread\\.sleep\\(|TimeUnit\\.[A-Z]+\\.sleep\\(");
  private static final Pattern FOREIGN =
      Pattern.compile(
          "import (static )?"
              + "dev\\.syslab\\.(?!kit\\.(?!run\\.|process\\.)|subject\\.|labs\\.|solutions\\.)\\S+");
  private static final Pattern SOURCE = Pattern.compile("\\.(js|mjs|ts|py|go|rs|rb|kt|cs)$");
  private static final Pattern VERSION = Pattern.compile("<version>\\s*[0-9]");

  private static final Pattern OTHER_TESTS =
      Pattern.compile(
          "@(ParameterizedTest|RepeatedTest|TestFactory|TestTemplate|Nested|Disabled)\\b");

  private final LabFolder folder;
  private final LabManifest manifest;

  StyleRules(LabFolder folder, LabManifest manifest) {
    this.folder = folder;
    this.manifest = manifest;
  }

  List<Check> check() {
    List<Check> checks = new ArrayList<>();
    manifest
        .skeletons()
        .forEach(
            file -> checks.add(length(folder.workbook().root().resolve(file), LONGEST_SKELETON)));
    checks.add(
        Check.of(
            Rule.STYLE,
            "skeleton",
            manifest.skeletons().isEmpty()
                ? "there is no file My….java for the learner to edit"
                : ""));
    for (Path pom :
        List.of(folder.folder().resolve("pom.xml"), folder.solutionFolder().resolve("pom.xml"))) {
      if (!Files.exists(pom)) {
        checks.add(Check.fails(Rule.STYLE, folder.shown(pom), "is missing"));
        continue;
      }
      checks.add(length(pom, LONGEST_POM));
      checks.add(without(pom, VERSION, "versions belong in the root pom only"));
    }
    Stream.of(
            folder.mainSources(),
            folder.testSources(),
            folder.solutionSources(),
            folder.benchSources())
        .flatMap(sources -> LabFolder.javaFiles(sources).stream())
        .forEach(
            file -> {
              boolean stage = text(file).contains("\n@Stage(");
              checks.add(length(file, stage ? LONGEST_STAGE : LONGEST_FILE));
              checks.add(without(file, FOREIGN, "a lab may depend only on the kit"));
            });
    LabFolder.programs(folder.solutionFolder()).stream()
        .flatMap(program -> ProgramFiles.in(program).stream())
        .filter(file -> SOURCE.matcher(file.getFileName().toString()).find())
        .forEach(file -> checks.add(length(file, LONGEST_FILE)));
    LabFolder.javaFiles(folder.testSources())
        .forEach(
            file ->
                checks.add(
                    without(
                        file, SLEEP, "tests must wait for a condition with a timeout: see Wait")));
    LabFolder.javaFiles(folder.testSources()).forEach(file -> runnable(file, checks));
    return checks;
  }

  /** A test that the manifest does not hold would never run, and nobody would miss it. */
  private void runnable(Path file, List<Check> checks) {
    String text = text(file);
    if (text.contains("@Test") && !text.contains("@Stage(") && !text.contains("\n@Play")) {
      checks.add(
          Check.fails(
              Rule.EXECUTED,
              folder.shown(file),
              "contains tests but no @Stage: nothing runs them"));
    }
    var other = OTHER_TESTS.matcher(text);
    if (other.find()) {
      checks.add(
          Check.fails(
              Rule.EXECUTED,
              folder.shown(file),
              "contains “" + other.group() + "”; every test must be a plain @Test of its stage"));
    }
  }

  private Check length(Path file, int most) {
    long lines = text(file).lines().count();
    return Check.of(
        Rule.STYLE, folder.shown(file), lines <= most ? "" : lines + " lines; at most " + most);
  }

  private Check without(Path file, Pattern pattern, String why) {
    var match = pattern.matcher(text(file));
    return Check.of(
        Rule.STYLE,
        folder.shown(file),
        match.find() ? "contains “" + match.group() + "”; " + why : "");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
