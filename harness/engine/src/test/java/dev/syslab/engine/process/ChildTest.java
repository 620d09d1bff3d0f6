package dev.syslab.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ChildTest {
  @TempDir Path folder;

  private static Child sh(String script) {
    return new Child("sh", "-c", script);
  }

  @Test
  void what_it_prints_is_kept_to_the_letter_and_errors_only_if_they_are_wanted() {
    assertThat(sh("printf 'a\\r\\n\\0b'; echo oops >&2").run())
        .isEqualTo(new Child.Ended(0, "a\r\n\0b"));
    assertThat(sh("echo oops >&2; exit 3").withErrors().run())
        .isEqualTo(new Child.Ended(3, "oops\n"));
  }

  @Test
  void it_reads_what_it_is_given_and_else_nothing() {
    assertThat(sh("cat").run().output()).isEmpty();
    assertThat(sh("cat").reading("é\n".repeat(100_000)).run().output()).hasSize(200_000);
    // It leaves before it has read everything.
    assertThat(sh("head -c 1 >/dev/null; exit 4").reading("x".repeat(1_000_000)).run().code())
        .isEqualTo(4);
  }

  @Test
  void it_runs_where_and_with_what_it_is_told() throws Exception {
    Path log = folder.resolve("log");

    sh("pwd -P; echo $A$B >&2").in(folder).with("A", "1").withDefault("B", "2").into(log).run();

    assertThat(log).content().isEqualTo(folder.toRealPath() + "\n12\n");
    assertThat(sh("echo ${ABC_D-none}").with("ABC_D", "x").without("ABC_").run().output())
        .isEqualTo("none\n");
  }

  @Test
  void past_its_bound_it_is_ended_with_what_it_has_started() {
    Child.Ended late = sh("sleep 60 & echo $!; wait").within(Duration.ofMillis(500)).run();

    assertThat(late.code()).isEqualTo(Child.LATE);
    long grandchild = Long.parseLong(late.output().strip());
    ProcessHandle.of(grandchild)
        .map(ProcessHandle::onExit)
        .orElseGet(() -> CompletableFuture.completedFuture(null))
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
  }

  @Test
  void one_that_is_interrupted_is_ended_and_the_thread_stays_interrupted() {
    Thread.currentThread().interrupt();

    assertThat(sh("sleep 60").run().code()).isEqualTo(Child.INTERRUPTED);

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void a_command_that_is_not_there_is_told_from_one_that_fails() {
    assertThat(new Child(List.of("no-such-command-here")).run().code()).isEqualTo(Child.NOT_FOUND);
  }

  @Test
  void lines_are_told_as_they_come() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();

    assertThat(sh("echo one; echo two; exit 5").follow(lines::add)).isEqualTo(5);

    assertThat(lines).containsExactly("one", "two");
  }

  @Test
  void git_is_asked_about_its_own_folder_whatever_the_environment_says() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));

    assertThat(new Git(other).isHere()).isFalse();
    assertThat(new Child("git", "init", "-q").in(other).silent().run().well()).isTrue();

    assertThat(new Git(other).isHere()).isTrue();
    assertThat(new Git(other).names("ls-files", "-z", "--others")).isEmpty();
    Files.createFile(other.resolve("a b"));
    assertThat(new Git(other).names("ls-files", "-z", "--others")).containsExactly("a b");
    assertThat(new Git(other).text("no-such-command")).isEmpty();
  }
}
