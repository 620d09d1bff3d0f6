package dev.syslab.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.kit.run.Trial;
import dev.syslab.kit.verdict.Outcome;
import dev.syslab.kit.verdict.Plot;
import dev.syslab.kit.verdict.TestFailure;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A whole trial on the JUnit platform, against a lab without servers. */
class TrialTest {
  private static Trial trial;

  /** A test that has run, and how it went. */
  private record Ended(TestIdentifier test, TestExecutionResult result) {}

  private static Map<String, Ended> separate;
  private static Map<String, Ended> inProcess;

  @BeforeAll
  static void run() {
    trial = Fixtures.trial(false);
    separate = execute(trial);
    try (Trial local = Fixtures.trial(true)) {
      inProcess = execute(local);
    }
  }

  @AfterAll
  static void close() {
    trial.close();
  }

  private static Map<String, Ended> execute(Trial trial) {
    return execute(trial, EchoStages.Second.class);
  }

  private static Map<String, Ended> execute(Trial trial, Class<?> stage) {
    Map<String, Ended> ended = new TreeMap<>();
    TestExecutionListener collector =
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest()) {
              MethodSource method = (MethodSource) test.getSource().orElseThrow();
              ended.put(method.getMethodName(), new Ended(test, result));
            }
          }
        };
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass(stage))
            .build();
    try (LauncherSession session = LauncherFactory.openSession()) {
      Supplier<Trial> offered = () -> trial;
      session.getStore().put(Namespace.create(Trial.NAMESPACE), Trial.class, offered);
      session.getLauncher().execute(request, collector);
    }
    return ended;
  }

  private static Throwable error(Ended test) {
    return test.result().getThrowable().orElse(null);
  }

  private static Outcome outcome(Ended test) {
    Throwable error = error(test);
    return error == null ? Outcome.PASS : ((TestFailure) error).outcome();
  }

  private static TestFailure.Report report(String test) {
    return ((TestFailure) error(separate.get(test))).report();
  }

  @Test
  void a_stage_s_subjects_get_its_servers() {
    Map<String, Ended> ended = execute(trial, EchoStages.WithServers.class);

    assertThat(outcome(ended.get("its_subjects_get_them"))).isEqualTo(Outcome.PASS);
  }

  @Test
  @Timeout(120)
  void a_test_may_have_several_databases_or_a_primary_with_replicas() {
    Map<String, Ended> ended = execute(trial, EchoStages.WithNodes.class);

    assertThat(ended).hasSize(2);
    ended.forEach((name, test) -> assertThat(error(test)).as(name).isNull());
  }

  @Test
  void every_test_ends_with_its_outcome() {
    Map<String, Outcome> outcomes = new TreeMap<>();
    separate.forEach((name, event) -> outcomes.put(name, outcome(event)));

    assertThat(outcomes)
        .isEqualTo(
            new TreeMap<>(
                Map.ofEntries(
                    Map.entry("passes", Outcome.PASS),
                    Map.entry("passes_with_the_contract_itself", Outcome.PASS),
                    Map.entry("fails", Outcome.FAIL),
                    Map.entry("refused", Outcome.FAIL),
                    Map.entry("undeclared", Outcome.FAIL),
                    Map.entry("not_implemented", Outcome.NOT_IMPLEMENTED),
                    Map.entry("blocked", Outcome.BLOCKED),
                    Map.entry("servers_have_links_and_faults_of_their_own", Outcome.PASS),
                    Map.entry("connections_that_a_link_ends_can_be_made_anew", Outcome.PASS),
                    Map.entry("clocks_are_wrong", Outcome.PASS),
                    Map.entry("fault_takes_effect", Outcome.PASS),
                    Map.entry("fault_has_no_effect", Outcome.INCONCLUSIVE),
                    Map.entry("fails_and_its_fault_had_no_effect", Outcome.FAIL),
                    Map.entry("waits_too_long", Outcome.FAIL),
                    Map.entry("waits_in_vain", Outcome.FAIL),
                    Map.entry("the_judges_own_trouble", Outcome.INCONCLUSIVE),
                    Map.entry("one_more_starts", Outcome.PASS),
                    Map.entry("restarts", Outcome.PASS))));
  }

  @Test
  void a_fault_that_did_not_bite_is_named() {
    assertThat(report("fault_has_no_effect").what())
        .isEqualTo("the fault had no effect, so the test has proven nothing: the moon is full");
  }

  @Test
  void a_test_beyond_its_bound_names_what_it_waited_for() {
    assertThat(report("waits_too_long").what())
        .startsWith("the test timed out (")
        .contains("1 second")
        .endsWith("waiting for the last word");
    assertThat(report("waits_in_vain").what())
        .isEqualTo("timed out after 20 ms waiting for the last word");
  }

  @Test
  void a_failure_shows_hint_replay_timeline_and_output() {
    TestFailure.Report report = report("fails");

    assertThat(report.what())
        .isEqualTo("the greeting\nexpected: \"HELLO\"\nseen: \"hello from 0\"");
    assertThat(report.hint()).isEqualTo("louder");
    assertThat(report.replay())
        .isEqualTo("./lab test echo --stage 2 --seed 7K2Q --services embedded");
    assertThat(report.timeline()).hasSize(3);
    assertThat(report.timeline().get(2)).contains("server 0  ─ say(hello) → hello from 0  (");
    assertThat(report.output()).contains("server 0: about to fail");
    assertThat(error(separate.get("fails")).getMessage())
        .contains("\nthe subject's last output:\n  | server 0: about to fail\nagain: ./lab test");
  }

  @Test
  void an_error_of_the_subject_is_named_with_its_process() {
    assertThat(report("refused").what()).startsWith("IllegalArgumentException: that word (at ");
    assertThat(report("undeclared").what())
        .startsWith("server 0: choose failed with")
        .contains("ArithmeticException: bound 7");
  }

  @Test
  void code_to_be_written_is_told_without_a_hint() {
    assertThat(report("not_implemented").what()).isEqualTo("say it twice");
    assertThat(report("not_implemented").hint()).isEmpty();
    assertThat(report("blocked").what()).isEqualTo("stage 1 is not implemented yet: say it");
  }

  @Test
  void notes_plots_and_the_number_of_faults_are_kept() {
    Trial.Evidence noted = evidence("passes");

    assertThat(noted.notes()).containsExactly("1 word");
    assertThat(noted.faults()).isZero();
    assertThat(noted.plots()).extracting(Plot::title).containsExactly("Words");
    assertThat(noted.plots().get(0).series("words").points()).hasSize(1);
    assertThat(evidence("fault_takes_effect").faults()).isEqualTo(1);
  }

  @Test
  void the_timeline_is_kept_also_when_the_test_passes() {
    assertThat(evidence("fault_takes_effect").timeline().events())
        .extracting(event -> event.who())
        .containsExactly("fault", "server 0");
  }

  private static Trial.Evidence evidence(String test) {
    return trial.evidence(separate.get(test).test().getUniqueId());
  }

  @Test
  void in_the_judges_own_process_only_what_harms_a_process_is_inconclusive() {
    inProcess.forEach(
        (name, event) ->
            assertThat(outcome(event))
                .as(name)
                .isEqualTo(
                    name.equals("fault_takes_effect") || name.equals("restarts")
                        ? Outcome.INCONCLUSIVE
                        : outcome(separate.get(name))));
    assertThat(error(inProcess.get("restarts")).getMessage())
        .startsWith(
            "this test harms a process, so the subject needs one of its own: run it without"
                + " --in-process");
  }
}
