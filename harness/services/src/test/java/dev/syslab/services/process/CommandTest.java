package dev.syslab.services.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.services.base.ServiceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {
  private static final Duration BOUND = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void tells_exit_code_and_both_streams() {
    Command.Ended ended = Command.of("sh", "-c", "echo out; echo err >&2; exit 3").run(BOUND);

    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.output()).isEqualTo("out\nerr\n");
  }

  @Test
  void runs_in_the_folder_with_the_variables() {
    Command command = Command.of("sh", "-c", "pwd; echo $WORD").in(folder);

    assertThat(command.with(Map.of("WORD", "a b")).require(BOUND))
        .isEqualTo(folder.toAbsolutePath() + "\na b\n");
  }

  @Test
  void gets_empty_input_and_may_say_more_than_a_pipe_holds() {
    assertThat(Command.of("sh", "-c", "cat; head -c 300000 /dev/zero").require(BOUND))
        .hasSize(300_000);
  }

  @Test
  void what_fails_is_named_with_its_last_lines() {
    assertThatThrownBy(() -> Command.of("sh", "-c", "echo why; exit 1").require(BOUND))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("exit code 1")
        .hasMessageContaining("why");
  }

  @Test
  void what_does_not_end_is_killed() {
    assertThatThrownBy(() -> Command.of("sleep", "600").run(Duration.ofMillis(100)))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("sleep 600 did not finish within");
  }

  @Test
  void a_child_that_keeps_the_pipe_does_not_hold_its_parents_end_up() {
    long began = System.nanoTime();

    Command.of("sh", "-c", "sleep 20 & exit 0").run(BOUND);

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void what_is_not_there_is_a_failure() {
    assertThatThrownBy(() -> Command.of("no-such-program-here").run(BOUND))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("no-such-program-here");
  }
}
