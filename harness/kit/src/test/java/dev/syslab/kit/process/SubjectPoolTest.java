package dev.syslab.kit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.kit.Wait;
import dev.syslab.kit.verdict.SubjectFailure;
import java.io.File;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that serve one subject after the other. */
class SubjectPoolTest {
  private static final Duration BOUND = Duration.ofSeconds(20);

  private final SubjectPool hosts = new SubjectPool();
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endPrograms() {
    hosts.close();
    started.forEach(Process::destroyForcibly);
  }

  private static SubjectSource source(Class<?> type) {
    List<Path> libraries =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    Path classes =
        libraries.stream()
            .filter(entry -> entry.endsWith("test-classes"))
            .findFirst()
            .orElseThrow();
    return new SubjectSource.JavaClass(
        "learner",
        libraries,
        List.of(classes),
        HostedSubjects.Habits.class.getName(),
        type.getName(),
        List.of());
  }

  private SubjectProcess start(Class<?> type, Map<String, String> environment) {
    return start(type, environment, "serves");
  }

  private SubjectProcess start(Class<?> type, Map<String, String> environment, String role) {
    return hosts.start(source(type), environment, BOUND, role, started::add);
  }

  private static Object call(SubjectProcess process, String name, Object... arguments)
      throws Throwable {
    Method method =
        Stream.of(HostedSubjects.Habits.class.getMethods())
            .filter(one -> one.getName().equals(name))
            .findFirst()
            .orElseThrow();
    try (ContractClient client = new ContractClient(process, BOUND)) {
      return client.call(method, arguments);
    }
  }

  private void release(SubjectProcess process) {
    hosts.release(source(HostedSubjects.Subject.class), process);
  }

  @Test
  void a_subject_that_leaves_nothing_behind_is_followed_by_another_with_classes_of_its_own()
      throws Throwable {
    SubjectProcess first = start(HostedSubjects.Subject.class, Map.of("WHO", "first"));
    assertThat(call(first, "count")).isEqualTo(1);
    assertThat(call(first, "variable", "WHO")).isEqualTo("firstfirst");
    assertThat(call(first, "leave", "a property")).isEqualTo("a property");
    assertThat(call(first, "property", "left")).isEqualTo("behind");
    release(first);

    SubjectProcess second = start(HostedSubjects.Subject.class, Map.of("WHO", "second"));

    assertThat(second.pid()).isEqualTo(first.pid());
    assertThat(call(second, "count")).isEqualTo(1);
    assertThat(call(second, "variable", "WHO")).isEqualTo("secondsecond");
    assertThat(call(second, "property", "left")).isEqualTo("null");
  }

  @Test
  void what_a_subject_holds_is_closed_if_it_cannot_be_closed_itself() {
    SubjectProcess first = start(HostedSubjects.Holder.class, Map.of());
    release(first);

    assertThat(start(HostedSubjects.Holder.class, Map.of()).pid()).isEqualTo(first.pid());
  }

  @Test
  void threads_of_javas_http_client_which_cannot_be_closed_are_nothing_left() throws Throwable {
    SubjectProcess first = start(HostedSubjects.Subject.class, Map.of());
    call(first, "leave", "an HTTP client");

    release(first);

    assertThat(start(HostedSubjects.Subject.class, Map.of()).pid()).isEqualTo(first.pid());
  }

  @Test
  void the_reminder_of_javalin_is_nothing_left() throws Throwable {
    SubjectProcess first = start(HostedSubjects.Subject.class, Map.of());
    call(first, "leave", "a reminder");

    release(first);

    assertThat(start(HostedSubjects.Subject.class, Map.of()).pid()).isEqualTo(first.pid());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a thread", "a child"})
  void a_subject_that_leaves_something_behind_is_the_last_of_its_program(String what)
      throws Throwable {
    SubjectProcess first = start(HostedSubjects.Subject.class, Map.of());
    call(first, "leave", what);

    release(first);

    assertThat(first.alive()).isFalse();
    assertThat(start(HostedSubjects.Subject.class, Map.of()).pid()).isNotEqualTo(first.pid());
  }

  @Test
  void a_subject_that_still_works_is_the_last_of_its_program() throws Throwable {
    SubjectProcess first = start(HostedSubjects.Subject.class, Map.of());
    Thread caller =
        new Thread(
            () -> {
              try {
                call(first, "leave", "a call that does not end");
              } catch (Throwable e) {
                // It is cut off.
              }
            });
    caller.start();
    Wait.atMost(BOUND, () -> first.output(1).contains("works"));

    release(first);

    assertThat(first.alive()).isFalse();
  }

  @Test
  void a_paused_or_dead_subject_is_the_last_of_its_program() {
    SubjectProcess paused = start(HostedSubjects.Subject.class, Map.of());
    paused.pause(true);
    SubjectProcess dead = start(HostedSubjects.Subject.class, Map.of());
    dead.kill();

    release(paused);
    release(dead);

    assertThat(paused.alive()).isFalse();
    SubjectProcess third = start(HostedSubjects.Subject.class, Map.of());
    assertThat(third.pid()).isNotIn(paused.pid(), dead.pid());
  }

  @Test
  void one_that_cannot_be_constructed_fails_as_in_a_program_of_its_own() {
    release(start(HostedSubjects.Subject.class, Map.of()));

    assertThatThrownBy(() -> start(HostedSubjects.Broken.class, Map.of()))
        .isInstanceOf(SubjectFailure.class)
        .hasMessageContaining("the program exited before it was ready, with exit code 1")
        .hasMessageContaining("no such server");
  }

  @Test
  void a_program_started_ahead_serves_the_first_that_comes() throws Throwable {
    hosts.prepare(source(HostedSubjects.Subject.class), 1, started::add);

    SubjectProcess first = start(HostedSubjects.Subject.class, Map.of("WHO", "first"));

    assertThat(started).hasSize(1);
    assertThat(call(first, "variable", "WHO")).isEqualTo("firstfirst");
  }

  @Test
  void what_could_not_serve_again_is_replaced_for_the_next_trial() {
    SubjectProcess killed = start(HostedSubjects.Subject.class, Map.of());
    SubjectProcess kept = start(HostedSubjects.Subject.class, Map.of());
    killed.kill();
    release(killed);
    release(kept);

    hosts.replenish(source(HostedSubjects.Subject.class), started::add);
    hosts.replenish(source(HostedSubjects.Subject.class), started::add);

    assertThat(started).hasSize(3);
    start(HostedSubjects.Subject.class, Map.of());
    start(HostedSubjects.Subject.class, Map.of());
    assertThat(started).hasSize(3);
  }

  @Test
  void whoever_was_killed_in_a_role_before_gets_the_program_that_has_served_least() {
    SubjectProcess killed = start(HostedSubjects.Subject.class, Map.of(), "is killed");
    killed.kill();
    hosts.killed(killed);
    SubjectProcess warm = start(HostedSubjects.Subject.class, Map.of());
    SubjectProcess cold = start(HostedSubjects.Subject.class, Map.of());
    release(cold);
    release(warm);
    release(start(HostedSubjects.Subject.class, Map.of()));

    assertThat(start(HostedSubjects.Subject.class, Map.of(), "is killed").pid())
        .isEqualTo(cold.pid());
    assertThat(start(HostedSubjects.Subject.class, Map.of()).pid()).isEqualTo(warm.pid());
  }

  @Test
  void whoever_asks_the_system_for_the_time_gets_that_of_its_own_wrong_clock() throws Throwable {
    long hour = Duration.ofHours(1).toMillis();
    SubjectProcess wrong =
        start(HostedSubjects.Subject.class, Map.of("CLOCK_OFFSET_MILLIS", Long.toString(-hour)));

    long before = System.currentTimeMillis() - hour;
    List<?> times = (List<?>) call(wrong, "times");
    long after = System.currentTimeMillis() - hour;

    assertThat(times)
        .hasSize(5)
        .allSatisfy(time -> assertThat((Long) time).isBetween(before, after));
  }

  @Test
  void a_program_of_another_language_that_says_so_serves_one_subject_after_the_other()
      throws Throwable {
    SubjectSource many = Programs.servingMany();
    SubjectProcess first = hosts.start(many, Map.of("WHO", "first"), BOUND, "serves", started::add);
    assertThat(call(first, "variable", "")).isEqualTo("first");
    hosts.release(many, first);

    SubjectProcess second =
        hosts.start(many, Map.of("WHO", "second", "KEEPS", ""), BOUND, "serves", started::add);
    assertThat(second.pid()).isEqualTo(first.pid());
    assertThat(call(second, "variable", "")).isEqualTo("second");
    hosts.release(many, second);

    assertThat(second.alive()).as("after its goodbye was refused").isFalse();
    assertThat(hosts.start(many, Map.of(), BOUND, "serves", started::add).pid())
        .isNotEqualTo(first.pid());
  }

  @Test
  void a_program_that_does_not_say_so_serves_one_subject() {
    SubjectSource one = Programs.misbehaving("serves-many");
    SubjectProcess first = hosts.start(one, Map.of(), BOUND, "serves", started::add);

    hosts.release(one, first);

    assertThat(first.alive()).isFalse();
  }

  @Test
  void a_command_serves_no_trial_after_that_for_which_it_was_started() {
    SubjectSource many = Programs.servingMany();
    SubjectProcess command = hosts.start(many, Map.of(), BOUND, "serves", started::add);
    SubjectProcess machine = start(HostedSubjects.Subject.class, Map.of());
    hosts.release(many, command);
    release(machine);
    assertThat(command.alive()).isTrue();

    hosts.replenish(many, started::add);

    assertThat(command.alive()).isFalse();
    assertThat(machine.alive()).isTrue();
    assertThat(hosts.start(many, Map.of(), BOUND, "serves", started::add).pid())
        .isNotEqualTo(command.pid());
  }

  @Test
  void closed_hosts_end_what_was_idle() {
    SubjectProcess idle = start(HostedSubjects.Subject.class, Map.of());
    release(idle);
    assertThat(idle.alive()).isTrue();

    hosts.close();

    assertThat(idle.alive()).isFalse();
  }
}
