package dev.syslab.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.engine.Workbooks;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.Workbook;
import dev.syslab.engine.trial.TrialRunner;
import dev.syslab.engine.verify.Scope.Depth;
import dev.syslab.engine.verify.Scope.LabScope;
import dev.syslab.services.Services;
import dev.syslab.services.base.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole verifications of a scaffolded lab, on a real Redis. */
@Timeout(120)
class LabVerifierTest {
  private static Services services;

  @TempDir Path root;

  @BeforeAll
  static void open() throws IOException {
    services = Services.open(Files.createTempDirectory("syslab-engine-test"));
  }

  @AfterAll
  static void down() {
    services.down();
  }

  private LabVerdict verify(LabFolder lab, boolean quick, List<String> progress) {
    return verifier(lab, progress).verify(lab, options(quick));
  }

  private LabVerifier verifier(LabFolder lab, List<String> progress) {
    return new LabVerifier(
        Workbooks.compiler(lab.workbook()),
        new TrialRunner(services, 1, root.resolve("none.jsa")),
        progress::add);
  }

  private static VerifyOptions options(boolean quick) {
    return new VerifyOptions(Optional.of(Mode.EMBEDDED), 1, quick, false, false);
  }

  private static List<String> broken(LabVerdict verdict) {
    return verdict.checks().stream()
        .filter(check -> !check.ok())
        .map(check -> check.rule() + " " + check.what() + ": " + check.detail())
        .toList();
  }

  @Test
  void a_scaffolded_lab_is_sound() throws Exception {
    Workbook workbook = Workbooks.scaffolded(root);
    List<String> progress = new CopyOnWriteArrayList<>();

    LabVerdict verdict = verify(workbook.lab("view-counter"), false, progress);

    assertThat(broken(verdict)).isEmpty();
    assertThat(verdict.tests()).isEqualTo(5);
    assertThat(verdict.mistakesKilled()).isEqualTo(verdict.mistakes()).isEqualTo(5);
    assertThat(verdict.alternativesAccepted()).isEqualTo(1);
    // Skeleton, reference, one alternative, five mistakes.
    assertThat(progress).hasSize(8);
  }

  @Test
  void of_a_lab_whose_mistake_alone_has_changed_only_that_mistake_is_tried() throws Exception {
    LabFolder lab = Workbooks.scaffolded(root).lab("view-counter");
    List<String> progress = new CopyOnWriteArrayList<>();
    Set<String> mistake = Set.of("dev.syslab.solutions.viewcounter.mistakes.ReadThenWrite");

    LabVerdict verdict =
        verifier(lab, progress).verify(new LabScope(lab, Depth.SOLUTIONS, mistake), options(false));

    assertThat(broken(verdict)).isEmpty();
    assertThat(verdict.mistakesKilled()).isEqualTo(verdict.mistakesTried()).isEqualTo(1);
    assertThat(verdict.mistakes()).isEqualTo(5);
    assertThat(progress)
        .anyMatch(line -> line.contains("mistake:read-then-write"))
        // Beside it, skeleton and reference.
        .hasSize(3);
  }

  @Test
  void of_a_sampled_lab_a_share_of_the_mistakes_is_tried_and_the_rest_is_named() throws Exception {
    LabFolder lab = Workbooks.scaffolded(root).lab("view-counter");
    int tried = 0;
    for (int turn = 0; turn < 2; turn++) {
      List<String> progress = new CopyOnWriteArrayList<>();
      LabScope scope = new LabScope(lab, Depth.SAMPLE, Set.of(), new Share(2, turn));

      LabVerdict verdict = verifier(lab, progress).verify(scope, options(false));

      assertThat(broken(verdict)).isEmpty();
      assertThat(verdict.mistakes()).isEqualTo(5);
      assertThat(verdict.mistakesKilled()).isEqualTo(verdict.mistakesTried());
      assertThat(verdict.alternativesAccepted()).isEqualTo(1);
      // Skeleton, reference and the alternative are tried in any case.
      assertThat(progress).hasSize(3 + verdict.mistakesTried());
      assertThat(verdict.mistakesTried()).isBetween(1, 4);
      assertThat(verdict.notRun())
          .contains(
              "view-counter: %d of 5 mistakes (run: %d); the nightly workflow runs all of them"
                  .formatted(5 - verdict.mistakesTried(), verdict.mistakesTried()));
      assertThat(verdict.rules())
          .noneMatch(rule -> rule.rule() == Rule.NEEDED)
          .anyMatch(rule -> rule.rule() == Rule.NAMED && rule.ok());
      tried += verdict.mistakesTried();
    }
    assertThat(tried).isEqualTo(5);
  }

  @Test
  void of_a_lab_whose_pages_alone_have_changed_nothing_is_run() throws Exception {
    LabFolder lab = Workbooks.scaffolded(root).lab("view-counter");
    List<String> progress = new CopyOnWriteArrayList<>();
    Files.writeString(lab.hints(), "# Hints\n");

    LabVerdict verdict =
        verifier(lab, progress).verify(LabScope.of(lab, Depth.STATIC), options(false));

    assertThat(progress).isEmpty();
    assertThat(broken(verdict)).hasSize(5).allMatch(line -> line.startsWith("DOCS hint"));
  }

  @Test
  void what_is_broken_is_reported_by_its_rule() throws Exception {
    LabFolder lab = Workbooks.scaffolded(root).lab("view-counter");
    Path test = lab.testSources().resolve("dev/syslab/labs/viewcounter/Stage1OneTotalTest.java");
    Workbooks.replace(
        test,
        "  @Test\n  @Hint(\"read-",
        "  @org.junit.jupiter.api.Disabled\n  @Test\n  @Hint(\"read-");
    Path skeleton = lab.mainSources().resolve("dev/syslab/labs/viewcounter/MyViewCounter.java");
    Workbooks.replace(
        skeleton,
        "throw new NotImplemented(1, \"add one to the page's total in Redis, and return the total\");",
        "return 1;");
    Workbooks.replace(skeleton, "import dev.syslab.subject.NotImplemented;\n", "");

    List<String> broken = broken(verify(lab, true, new CopyOnWriteArrayList<>()));

    assertThat(broken)
        .anyMatch(line -> line.startsWith("SKELETON Stage1OneTotalTest.two_servers_share"))
        .contains(
            "EXECUTED reference: not executed: [Stage1OneTotalTest.no_view_is_lost_when_all_servers_count_at_once]")
        .anyMatch(line -> line.startsWith("FAULTS reference, Stage1OneTotalTest.no_view_is_lost"));
  }

  @Test
  void code_that_does_not_compile_is_a_broken_rule_with_the_compilers_words() throws Exception {
    LabFolder lab = Workbooks.scaffolded(root).lab("view-counter");
    Workbooks.replace(
        lab.mainSources().resolve("dev/syslab/labs/viewcounter/MyViewCounter.java"),
        "TODO 1\n",
        "TODO 1\n    int x = \"\";\n");

    assertThat(broken(verify(lab, true, new CopyOnWriteArrayList<>())))
        .singleElement()
        .asString()
        .startsWith("SKELETON compilation: labs/view-counter/")
        .contains("incompatible types");
  }

  @Test
  void a_lab_without_a_reference_is_a_broken_rule() throws Exception {
    LabFolder lab = Workbooks.scaffolded(root).lab("view-counter");
    Workbooks.replace(
        lab.solutionSources().resolve("dev/syslab/solutions/viewcounter/RedisViewCounter.java"),
        "@Reference\n",
        "");

    assertThat(broken(verify(lab, true, new CopyOnWriteArrayList<>())))
        .anyMatch(line -> line.contains("has no class annotated with @Reference yet"));
  }
}
