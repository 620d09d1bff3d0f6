package dev.syslab.engine.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.syslab.engine.lab.LabFolder;
import dev.syslab.kit.process.Isolation;
import dev.syslab.kit.process.Isolations;
import dev.syslab.services.Services;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Submissions that attack the grader, the servers and each other, each with the grade that it must
 * get. What a single program in a sandbox can do is tested more widely beside the sandbox; archives
 * and links, where submissions are taken.
 */
@Tag("nightly")
@Timeout(1_800)
class RedTeamTest {
  /** Harmless where it succeeds, so that it can be shown to succeed without a sandbox. */
  private static final Set<String> HARMLESS = Set.of("attaches", "calls-home", "runs-native-code");

  @TempDir static Path folder;
  private static Services services;
  private static LabFolder lab;
  private static ServerSocket home;
  private static final AtomicInteger CALLS = new AtomicInteger();

  private final List<String> said = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void handIn() throws Exception {
    services = Services.open(Files.createDirectory(folder.resolve("home")));
    lab = Cohorts.lab(folder.resolve("workbook"));
    home = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[4]));
    Thread thread = new Thread(RedTeamTest::greetAll);
    thread.setDaemon(true);
    thread.start();
  }

  private static Map<String, String> repelled(Path out) throws IOException {
    return Attacks.repelled(
        out,
        InetAddress.getLocalHost().getHostAddress(),
        home.getLocalPort(),
        ProcessHandle.current().pid());
  }

  private static void greetAll() {
    while (true) {
      try (Socket caller = home.accept()) {
        CALLS.incrementAndGet();
        caller.getOutputStream().write("hello".getBytes());
      } catch (IOException e) {
        return;
      }
    }
  }

  @AfterAll
  static void down() throws IOException {
    services.down();
    home.close();
  }

  private static void handIn(Path cohort, String name, String source) throws IOException {
    Cohorts.handIn(cohort.resolve(name), Map.of(Cohorts.MINE, source));
  }

  private Map<String, Grade> graded(Path cohort, Path out, Optional<Isolation> isolation)
      throws Exception {
    // In containers, where there is an engine.
    return new Cohorts.Grading(
            services, lab, out, false, isolation, Optional.empty(), said::add, () -> {})
        .of(Submissions.in(cohort).all());
  }

  @ParameterizedTest
  @EnumSource
  void every_attack_gets_the_grade_that_its_code_deserves(Isolations.Way way) throws Exception {
    Optional<Isolation> isolation = Cohorts.sandboxes(Optional.of(way));
    assumeTrue(isolation.isPresent(), "not tested: this machine has no sandboxes of this kind");
    Path cohort = Files.createDirectory(folder.resolve("cohort-" + way));
    Path out = folder.resolve("out-" + way);
    Map<String, String> repelled = repelled(out);
    Map<String, GradeOutcome> expected = new TreeMap<>();
    for (var attack : repelled.entrySet()) {
      handIn(cohort, attack.getKey(), Attacks.source(attack.getValue()));
      expected.put(attack.getKey(), GradeOutcome.PASS);
    }
    for (var attack : Attacks.fatal().entrySet()) {
      handIn(cohort, attack.getKey(), Attacks.source(attack.getValue()));
      expected.put(attack.getKey(), GradeOutcome.FAIL);
    }
    for (var attack : Attacks.besides().entrySet()) {
      Map<String, String> files = new HashMap<>(attack.getValue());
      files.put(Cohorts.MINE, Cohorts.right());
      Cohorts.handIn(cohort.resolve(attack.getKey()), files);
      expected.put(attack.getKey(), GradeOutcome.PASS);
    }
    expected.put("own-contract", GradeOutcome.TAMPERED);
    handIn(cohort, "knows-the-answers", Cohorts.with("redis.incr(key)", "key.length()"));
    expected.put("knows-the-answers", GradeOutcome.FAIL);
    // Graded last, when all the others have done their worst.
    handIn(cohort, "z-right", Cohorts.right());
    expected.put("z-right", GradeOutcome.PASS);

    CALLS.set(0);

    Map<String, Grade> grades = graded(cohort, out, isolation);

    assertThat(Cohorts.outcomes(grades))
        .as(() -> String.join("\n", grades.values().stream().map(Grade::toString).toList()))
        .isEqualTo(expected);
    assertThat(grades.values()).allMatch(grade -> grade.tests() == 5 && grade.points() == 10);
    // One that fails must have failed for its harm to itself, not because it got what it wanted.
    assertThat(grades.values()).noneMatch(grade -> grade.toString().contains("Exception: got "));
    assertThat(CALLS).as("calls that reached somebody outside").hasValue(0);
    assertThat(Files.readString(out.resolve("results.csv"))).contains("z-right,view-counter");
  }

  @Test
  void the_attacks_themselves_work_without_a_sandbox() throws Exception {
    Path cohort = Files.createDirectory(folder.resolve("harmless"));
    Path out = folder.resolve("trusted");
    Set<String> tried = new TreeSet<>(HARMLESS);
    if (!System.getProperty("os.arch").equals("amd64")) {
      tried.remove("runs-native-code");
    }
    for (String name : tried) {
      handIn(cohort, name, Attacks.source(repelled(out).get(name)));
    }

    Map<String, Grade> grades = graded(cohort, out, Optional.empty());

    assertThat(grades).containsOnlyKeys(tried);
    assertThat(grades.values())
        .allMatch(grade -> grade.outcome() == GradeOutcome.FAIL)
        .allMatch(grade -> grade.toString().contains("got "));
  }
}
