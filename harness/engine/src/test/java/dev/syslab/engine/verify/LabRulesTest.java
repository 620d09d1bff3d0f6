package dev.syslab.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.engine.Workbooks;
import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabCompiler.Origin;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.Workbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules about pages and sources: a scaffolded lab keeps them; each is broken once. */
class LabRulesTest {
  private static final String PACKAGE = "dev/syslab/labs/viewcounter/";
  private static LabManifest manifest;

  @TempDir Path root;
  private LabFolder lab;
  private Path test;
  private Path skeleton;

  @BeforeAll
  static void readManifest(@TempDir Path folder) throws IOException {
    Workbook workbook = Workbooks.scaffolded(folder);
    try (CompiledLab compiled =
        Workbooks.compiler(workbook).compile(workbook.lab("view-counter"), Origin.WORK_TREE)) {
      manifest = compiled.manifest();
    }
  }

  @BeforeEach
  void scaffold() throws IOException {
    lab = Workbooks.scaffolded(root).lab("view-counter");
    test = lab.testSources().resolve(PACKAGE + "Stage1OneTotalTest.java");
    skeleton = lab.mainSources().resolve(PACKAGE + "MyViewCounter.java");
  }

  private List<String> broken() {
    return broken(manifest);
  }

  private List<String> broken(LabManifest manifest) {
    List<Check> checks = new ArrayList<>(new DocsRules(lab, manifest).check());
    checks.addAll(new StyleRules(lab, manifest).check());
    return checks.stream()
        .filter(check -> !check.ok())
        .map(check -> check.rule() + " " + check.what() + ": " + check.detail())
        .toList();
  }

  @Test
  void a_scaffolded_lab_breaks_nothing() {
    assertThat(broken()).isEmpty();
  }

  @Test
  void a_stage_without_its_section() throws IOException {
    Workbooks.replace(lab.readme(), "## Stage 1: One total", "## Stage 1: Some total");

    assertThat(broken())
        .containsExactly(
            "DOCS labs/view-counter/README.md: has no section “Stage 1: One total for every server”");
  }

  @Test
  void a_core_that_is_no_part_of_the_lab_and_a_row_with_other_minutes() throws IOException {
    Files.writeString(
        root.resolve("README.md"),
        "| lab | core | all |\n|---|---|---|\n| [view-counter](x) | 20 | 30 |\n");
    LabManifest other =
        new LabManifest(
            manifest.name(),
            manifest.title(),
            manifest.summary(),
            manifest.level(),
            manifest.minutes(),
            2,
            31,
            manifest.servers(),
            manifest.contract(),
            manifest.skeletons(),
            manifest.stages(),
            manifest.reference(),
            manifest.alternatives(),
            manifest.mistakes());

    assertThat(broken(other))
        .containsExactly(
            "DOCS @Lab(core): should be 1 to 1, is 2",
            "DOCS @Lab(coreMinutes): should be 1 to 30, is 31",
            "DOCS README.md, the row of view-counter: should end with “| 31 | 30 |”: the minutes for the core and for all stages");
  }

  @Test
  void a_page_that_is_missing() throws IOException {
    Files.delete(lab.solutionFolder().resolve("README.md"));

    assertThat(broken()).containsExactly("DOCS solutions/view-counter/README.md: is missing");
  }

  @Test
  void a_hint_without_its_ladder() throws IOException {
    Workbooks.replace(lab.hints(), "2. Look for the client's socket timeout.\n", "");

    assertThat(broken())
        .containsExactly(
            "DOCS hint bounded-waiting: hints.md needs a section “## bounded-waiting” with at least 2 numbered rungs");
  }

  @Test
  void a_dead_link_and_java_from_nowhere() throws IOException {
    Files.writeString(
        lab.readme(),
        Files.readString(lab.readme())
            + "\n[x](gone.md)\n\n```java\nint x;\n```\n\n```console\nx\n```\n");

    assertThat(broken())
        .singleElement()
        .asString()
        .startsWith("DOCS labs/view-counter/README.md: the link gone.md is broken; line ")
        .contains(
            "Java code must come from a compiled source", "console output must come from a run");
  }

  @Test
  void a_file_that_is_too_long() throws IOException {
    Files.writeString(test.resolveSibling("Long.java"), "//\n".repeat(171));

    assertThat(broken()).singleElement().asString().endsWith("Long.java: 171 lines; at most 170");
  }

  @Test
  void a_stage_that_is_too_long() throws IOException {
    Files.writeString(test, Files.readString(test) + "//\n".repeat(280));

    assertThat(broken()).singleElement().asString().endsWith("lines; at most 280");
  }

  @Test
  void a_file_of_a_reference_in_another_language_that_is_too_long() throws IOException {
    Path folder = Files.createDirectories(lab.solutionFolder().resolve("javascript"));
    Files.createFile(folder.resolve("subject.properties"));
    Path installed = Files.createDirectories(folder.resolve("node_modules/pg"));
    Files.writeString(installed.resolve("client.js"), "//\n".repeat(171));
    Files.writeString(folder.resolve("short.js"), "//\n".repeat(170));
    Files.writeString(folder.resolve("long.js"), "//\n".repeat(171));

    assertThat(broken())
        .containsExactly("STYLE solutions/view-counter/javascript/long.js: 171 lines; at most 170");
  }

  @Test
  void a_skeleton_that_is_too_long() throws IOException {
    Files.writeString(skeleton, Files.readString(skeleton) + "//\n".repeat(60));

    assertThat(broken()).singleElement().asString().endsWith("lines; at most 60");
  }

  @Test
  void a_test_that_sleeps() throws IOException {
    Workbooks.replace(test, "long total =", "Thread.sleep(5);\n    long total =");

    assertThat(broken())
        .containsExactly(
            "STYLE labs/view-counter/src/test/java/"
                + PACKAGE
                + "Stage1OneTotalTest.java: contains “Thread.sleep(”; tests must wait for a"
                + " condition with a timeout: see Wait");
  }

  @Test
  void a_pom_with_a_version() throws IOException {
    Workbooks.replace(
        lab.folder().resolve("pom.xml"), "<version>${revision}", "<version>1.0${revision}");

    assertThat(broken())
        .containsExactly(
            "STYLE labs/view-counter/pom.xml: contains “<version>1”; versions belong in the root"
                + " pom only");
  }

  @Test
  void a_lab_that_reaches_beyond_the_kit() throws IOException {
    Workbooks.replace(
        test,
        "import dev.syslab.kit.Attempt;",
        "import dev.syslab.services.base.Server;\nimport dev.syslab.kit.Attempt;");

    assertThat(broken())
        .singleElement()
        .asString()
        .endsWith(
            "contains “import dev.syslab.services.base.Server;”; a lab may depend only on the"
                + " kit");
  }

  @Test
  void tests_that_no_stage_would_run() throws IOException {
    Workbooks.replace(
        test, "@Stage(number = 1, title = \"One total for every server\", points = 10)\n", "");

    assertThat(broken())
        .singleElement()
        .asString()
        .startsWith("EXECUTED ")
        .endsWith("contains tests but no @Stage: nothing runs them");
  }

  @Test
  void what_is_played_with_is_no_stage() throws IOException {
    Workbooks.replace(
        test,
        "@Stage(number = 1, title = \"One total for every server\", points = 10)\n",
        "@Play\n");

    assertThat(broken()).isEmpty();
  }

  @Test
  void tests_of_another_kind_than_a_plain_one() throws IOException {
    for (String kind : List.of("@Disabled", "@ParameterizedTest", "@RepeatedTest(2)", "@Nested")) {
      String before = Files.readString(test);
      Workbooks.replace(
          test,
          "  @Hint(\"where-is-the-total\")",
          "  " + kind + "\n  @Hint(\"where-is-the-total\")");

      assertThat(broken())
          .as(kind)
          .singleElement()
          .asString()
          .contains("EXECUTED ", kind.replaceAll("\\(.*", ""), "every test must be a plain @Test");
      Files.writeString(test, before);
    }
  }

  @Test
  void a_lab_without_its_solutions_pom() throws IOException {
    Files.delete(lab.solutionFolder().resolve("pom.xml"));

    assertThat(broken()).contains("STYLE solutions/view-counter/pom.xml: is missing");
  }
}
