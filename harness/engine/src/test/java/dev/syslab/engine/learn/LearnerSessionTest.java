package dev.syslab.engine.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.engine.LabException;
import dev.syslab.engine.Workbooks;
import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.learn.Progress.Standing;
import dev.syslab.engine.trial.SubjectSpec;
import dev.syslab.engine.trial.TrialListener;
import dev.syslab.engine.trial.TrialRunner;
import dev.syslab.kit.verdict.Outcome;
import dev.syslab.services.Services;
import dev.syslab.services.base.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A learner solves the scaffolded lab, on a real Redis. */
@Timeout(120)
class LearnerSessionTest {
  private static final Optional<Integer> FIRST = Optional.of(1);
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

  @Test
  void from_the_skeleton_over_a_failure_to_a_pass() throws Exception {
    LabFolder lab = Workbooks.scaffolded(root).lab("view-counter");
    Path mine = lab.mainSources().resolve("dev/syslab/labs/viewcounter/MyViewCounter.java");
    List<CompiledLab> used = new ArrayList<>();
    try (LearnerSession session =
        new LearnerSession(
            Workbooks.compiler(lab.workbook()),
            new TrialRunner(services, 1, root.resolve("none.jsa")),
            services,
            lab,
            SubjectSpec.LEARNER,
            Optional.of(Mode.EMBEDDED),
            (compiled, request) -> {
              used.add(compiled);
              return TrialListener.NONE;
            })) {

      assertThat(session.run(FIRST).outcome()).isEqualTo(Outcome.NOT_IMPLEMENTED);
      assertThat(session.standings().of(1)).isEqualTo(Standing.OPEN);

      Files.writeString(mine, solution(lab).replace("redis.incr(key)", "++mine"));
      assertThat(session.run(FIRST).outcome()).isEqualTo(Outcome.FAIL);
      assertThat(session.hint(session.manifest().stages().get(0)))
          .satisfies(hint -> assertThat(hint.id()).isEqualTo("where-is-the-total"))
          .satisfies(hint -> assertThat(hint.failing()).isTrue());

      Files.writeString(mine, solution(lab).replace("redis.incr(key)", "oops"));
      assertThatThrownBy(() -> session.run(FIRST))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("MyViewCounter.java:");

      Files.writeString(mine, solution(lab));
      assertThat(session.run(FIRST).outcome()).isEqualTo(Outcome.PASS);
      assertThat(session.standings().of(1)).isEqualTo(Standing.PASSED);
    }
    // The tests were compiled and loaded once, and the server was kept.
    assertThat(used).hasSize(4).containsOnly(used.get(0));
    assertThat(services.list()).singleElement().matches(Services.Status::warm);
  }

  /** The reference as the learner's own. */
  private static String solution(LabFolder lab) throws IOException {
    return Files.readString(
            lab.solutionSources().resolve("dev/syslab/solutions/viewcounter/RedisViewCounter.java"))
        .replace(
            "package dev.syslab.solutions.viewcounter;", "package dev.syslab.labs.viewcounter;")
        .replace("import dev.syslab.labs.viewcounter.ViewCounter;\n", "")
        .replace("import dev.syslab.subject.Reference;\n", "")
        .replace("@Reference\n", "")
        .replace("RedisViewCounter", "MyViewCounter")
        .replace(
            "private final UnifiedJedis redis;", "private final UnifiedJedis redis; long mine;");
  }
}
