package dev.syslab.kit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.syslab.kit.verdict.SubjectFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of programs that do not behave. */
class SubjectProcessTest {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration BOUND = Duration.ofSeconds(20);

  private final List<Process> started = new ArrayList<>();
  private SubjectProcess subject;

  @TempDir Path folder;

  @AfterEach
  void endPrograms() {
    if (subject != null) {
      subject.kill();
    }
    started.forEach(Process::destroyForcibly);
  }

  private SubjectProcess start(SubjectSource source, Duration bound) {
    subject = SubjectProcess.start(source, Map.of("SUBJECT_ID", "0"), bound, started::add);
    return subject;
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + BOUND.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("timed out waiting for " + what).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void a_program_that_ends_at_once_is_named_with_its_exit_code_and_last_words() {
    assertThatThrownBy(() -> start(Programs.script("echo no such module: flask; exit 3"), BOUND))
        .isInstanceOf(SubjectFailure.class)
        .hasMessage(
            "the program exited before it was ready, with exit code 3\nits last output:\n  | no"
                + " such module: flask");
  }

  @Test
  void a_command_that_does_not_exist_is_named() {
    assertThatThrownBy(() -> start(Programs.shell("no-such-command-here"), BOUND))
        .isInstanceOf(SubjectFailure.class)
        .hasMessageContaining("with exit code 127")
        .hasMessageContaining("no-such-command-here");
  }

  @Test
  void a_program_that_never_listens_is_named_with_what_it_must_do() {
    assertThatThrownBy(() -> start(Programs.shell("sleep 60"), SOON))
        .isInstanceOf(SubjectFailure.class)
        .hasMessageContaining("the program was not ready after 1 s: nothing answers on its PORT")
        .hasMessageContaining(
            "it must listen on 127.0.0.1:PORT and answer GET /health with 200; it printed nothing");
    assertThat(started.get(0).isAlive()).isFalse();
  }

  @Test
  void a_program_that_accepts_and_never_answers_is_named() {
    assertThatThrownBy(() -> start(Programs.misbehaving("never-answers"), Duration.ofSeconds(4)))
        .isInstanceOf(SubjectFailure.class)
        .hasMessageContaining("not ready after 4 s")
        .hasMessageContaining("Read timed out");
  }

  @Test
  void a_program_that_speaks_another_protocol_is_quoted() {
    assertThatThrownBy(() -> start(Programs.misbehaving("says-hello"), Duration.ofSeconds(4)))
        .isInstanceOf(SubjectFailure.class)
        .hasMessageContaining("answered “220 hello, t”");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_program_whose_port_was_taken_is_started_again_on_another() {
    Path mark = folder.resolve("tried");
    String java = Programs.misbehaving("well").command();

    start(
        Programs.script(
            "if [ -e "
                + mark
                + " ]; then exec "
                + java
                + "; fi; touch "
                + mark
                + "; echo Error: listen EADDRINUSE; exit 1"),
        BOUND);

    assertThat(subject.alive()).isTrue();
    assertThat(started).hasSize(2);
  }

  @Test
  void a_program_that_never_gets_a_port_is_given_up_after_three_tries() {
    assertThatThrownBy(
            () -> start(Programs.script("echo bind: Address already in use; exit 1"), BOUND))
        .isInstanceOf(SubjectFailure.class)
        .hasMessageContaining("Address already in use");
    assertThat(started).hasSize(3);
  }

  @Test
  void a_taken_port_is_understood_in_the_words_of_other_languages() {
    assertThatThrownBy(
            () ->
                start(
                    Programs.script("echo listen tcp: bind: address already in use; exit 1"),
                    BOUND))
        .isInstanceOf(SubjectFailure.class);
    assertThat(started).hasSize(3);
  }

  @Test
  void the_reason_above_a_long_stack_is_shown() {
    String stack = "for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do echo at frame $i; done; ";

    assertThatThrownBy(
            () ->
                start(
                    Programs.script("echo Cannot find package redis; " + stack + "exit 1"), BOUND))
        .isInstanceOf(SubjectFailure.class)
        .hasMessageContaining("Cannot find package redis")
        .hasMessageContaining("at frame 15");
  }

  @Test
  void a_program_that_prints_without_end_neither_blocks_nor_fills_memory() {
    start(Programs.misbehaving("prints"), BOUND);

    await("all to be printed", () -> subject.output(1).equals(List.of("all printed")));

    // The end of a thousand times what is kept, in one line: cut, not kept.
    assertThat(subject.output(2).get(0)).hasSize(200).endsWith("…");
  }

  @Test
  void sigterm_gives_a_program_time_and_sigkill_ends_what_ignores_it() {
    String ready = Programs.misbehaving("well").command() + " & echo server $!; ";
    start(Programs.script("trap '' TERM; " + ready + " while :; do wait; sleep 1; done"), BOUND);

    assertThat(subject.terminate(Duration.ofMillis(300))).isFalse();

    assertThat(subject.alive()).isFalse();
    assertThat(subject.exit()).isEqualTo("killed by signal 9");
  }

  @Test
  void sigterm_ends_a_program_that_heeds_it() {
    start(Programs.misbehaving("well"), BOUND);

    assertThat(subject.terminate(BOUND)).isTrue();

    assertThat(subject.exit()).isEqualTo("killed by signal 15");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void nothing_that_a_program_forked_outlives_it() throws IOException {
    Path children = folder.resolve("children");
    String ready = "exec " + Programs.misbehaving("well").command();
    // A child; a grandchild whose parent is gone; one that left the session as well.
    start(
        Programs.script(
            "sleep 300 & echo $! >> "
                + children
                + "; (sleep 300 & echo $! >> "
                + children
                + "); (setsid sh -c 'echo $$ >> "
                + children
                + "; exec sleep 300' &); "
                + ready),
        BOUND);
    await("three children", () -> lines(children).size() == 3);
    List<Long> pids = lines(children).stream().map(Long::parseLong).toList();
    assertThat(pids).allMatch(SubjectProcessTest::lives);

    subject.kill();

    await("the children to be gone", () -> pids.stream().noneMatch(SubjectProcessTest::lives));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void an_orphan_without_session_and_environment_does_not_outlive_its_program() throws IOException {
    assumeTrue(Subreaper.available());
    Path children = folder.resolve("children");
    start(
        Programs.script(
            "(setsid env -i sh -c 'echo $$ >> "
                + children
                + "; exec sleep 300' &); exec "
                + Programs.misbehaving("well").command()),
        BOUND);
    await("the orphan", () -> lines(children).size() == 1);
    long orphan = Long.parseLong(lines(children).get(0));
    assertThat(lives(orphan)).isTrue();

    subject.kill();

    await("the orphan to be gone", () -> !lives(orphan));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** A zombie that nobody has waited for yet counts as gone. */
  private static boolean lives(long pid) {
    Optional<ProcessHandle> handle = ProcessHandle.of(pid);
    if (handle.isEmpty() || !handle.get().isAlive()) {
      return false;
    }
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_paused_program_stands_still_until_it_goes_on() {
    start(Programs.misbehaving("well"), BOUND);

    subject.pause(true);
    await("the program to stand still", subject::paused);
    subject.pause(false);
    await("the program to go on", () -> !subject.paused());

    assertThat(subject.alive()).isTrue();
  }

  @Test
  void a_killed_program_says_so() throws InterruptedException {
    start(Programs.misbehaving("well"), BOUND);
    assertThat(subject.pid()).isEqualTo(started.get(0).pid());

    subject.kill();

    assertThat(started.get(0).waitFor(1, TimeUnit.SECONDS)).isTrue();
    assertThat(subject.exit()).isEqualTo("killed by signal 9");
  }
}
