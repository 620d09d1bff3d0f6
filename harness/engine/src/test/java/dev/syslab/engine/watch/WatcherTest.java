package dev.syslab.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.lab.ProgramFiles;
import dev.syslab.engine.learn.Progress.Standing;
import dev.syslab.kit.verdict.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A watch of a made-up lab with three stages, on real files. */
@Timeout(20)
class WatcherTest {
  @TempDir Path folder;
  private Path file;
  private final FakeCourse course = new FakeCourse(3);
  private final Recorder view = new Recorder();
  private Watcher watcher;
  private Thread thread;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("MyCode.java"), "first");
    watcher = new Watcher(course, () -> Snapshot.of(() -> ProgramFiles.in(folder)), view);
  }

  private void watch() {
    thread =
        new Thread(
            () -> {
              try {
                watcher.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.start();
  }

  @AfterEach
  void quit() throws InterruptedException {
    watcher.press(Key.QUIT);
    thread.join();
  }

  @Test
  void the_first_stage_that_has_not_passed_is_tested_at_once_and_at_each_save() throws Exception {
    course.standing(1, Standing.PASSED);
    watch();
    view.expect("testing stage 2, START", "tested FAIL", "waiting at 2");

    Files.writeString(file, "second");
    view.expect("testing stage 2, SAVE", "tested FAIL", "waiting at 2");
  }

  @Test
  void a_stage_that_passes_leads_to_the_next_at_once() throws Exception {
    course.ends(1, Outcome.PASS);
    course.ends(2, Outcome.PASS);
    watch();

    view.expect(
        "testing stage 1, START",
        "tested PASS",
        "testing stage 2, PASSED",
        "tested PASS",
        "testing stage 3, PASSED",
        "tested FAIL",
        "waiting at 3");
  }

  @Test
  void the_last_stage_leads_to_all_of_them_unless_all_are_proven() throws Exception {
    course.standing(1, Standing.CHANGED);
    course.standing(2, Standing.CHANGED);
    course.ends(1, Outcome.PASS);
    course.ends(2, Outcome.PASS);
    course.ends(3, Outcome.PASS);
    watch();
    view.expect(
        "testing stage 3, START",
        "tested PASS",
        "testing all, PASSED",
        "tested PASS",
        "waiting at all, everything passes");

    course.ends(1, Outcome.FAIL);
    Files.writeString(file, "broken");
    view.expect("testing all, SAVE", "tested FAIL", "waiting at 1");
  }

  @Test
  void an_inconclusive_stage_does_not_lead_on() {
    course.ends(1, Outcome.INCONCLUSIVE);
    watch();

    view.expect("testing stage 1, START", "tested INCONCLUSIVE", "waiting at 1");
  }

  @Test
  void code_that_does_not_compile_is_shown_and_the_next_save_is_tested() throws Exception {
    course.throwing(new LabException(Kind.SUBJECT, "MyCode.java:1: error"));
    watch();
    view.expect("testing stage 1, START", "failed: MyCode.java:1: error", "waiting at 1");

    course.throwing(null);
    Files.writeString(file, "mended");
    view.expect("testing stage 1, SAVE", "tested FAIL", "waiting at 1");
  }

  @Test
  void saves_and_keys_during_a_trial_lead_to_one_more_run_of_the_same_stage() throws Exception {
    CountDownLatch hold = course.hold();
    course.ends(1, Outcome.PASS);
    watch();
    view.expect("testing stage 1, START");

    for (int i = 0; i < 5; i++) {
      Files.writeString(file, "save " + i);
    }
    hold.countDown();

    view.expect(
        "tested PASS",
        "waiting at 1",
        "testing stage 1, SAVE",
        "tested PASS",
        "testing stage 2, PASSED",
        "tested FAIL",
        "waiting at 2");
    view.expectNothingMore();
  }

  @Test
  void a_key_pressed_twice_during_a_trial_counts_once() throws Exception {
    CountDownLatch hold = course.hold();
    watch();
    view.expect("testing stage 1, START");

    watcher.press(Key.AGAIN);
    watcher.press(Key.AGAIN);
    hold.countDown();

    view.expect(
        "tested FAIL", "waiting at 1", "testing stage 1, KEY", "tested FAIL", "waiting at 1");
    view.expectNothingMore();
  }

  @Test
  void quitting_does_not_wait_for_the_trial() throws Exception {
    CountDownLatch hold = course.hold();
    watch();
    view.expect("testing stage 1, START");

    watcher.press(Key.QUIT);
    thread.join();

    hold.countDown();
  }

  @Test
  void a_half_written_file_is_not_tested() throws Exception {
    watch();
    view.expect("testing stage 1, START", "tested FAIL", "waiting at 1");

    Files.writeString(file, "");
    Files.delete(file);
    Files.writeString(folder.resolve(".MyCode.java.new"), "whole");
    Files.move(folder.resolve(".MyCode.java.new"), file);

    view.expect("testing stage 1, SAVE", "tested FAIL", "waiting at 1");
    assertThat(course.judged(file)).isEqualTo("whole");
    view.expectNothingMore();
  }

  @Test
  void keys_go_through_the_stages() {
    course.standing(1, Standing.PASSED);
    course.ends(1, Outcome.PASS);
    watch();
    view.expect("testing stage 2, START", "tested FAIL", "waiting at 2");

    watcher.press(Key.NEXT);
    view.expect("testing stage 3, KEY", "tested FAIL", "waiting at 3");
    watcher.press(Key.NEXT);
    view.expect("refused: stage 3 is the last");
    watcher.press(Key.PREVIOUS);
    view.expect("testing stage 2, KEY", "tested FAIL", "waiting at 2");
    watcher.press(Key.PREVIOUS);
    view.expect("testing stage 1, KEY", "tested PASS", "waiting at 1");
    watcher.press(Key.PREVIOUS);
    view.expect("refused: stage 1 is the first");
    watcher.press(Key.ALL);
    view.expect("testing all, KEY", "tested FAIL", "waiting at 2");
    watcher.press(Key.HINT);
    view.expect("hint for 2");
    watcher.press(Key.LIST);
    view.expect("list at 2");
  }

  @Test
  void it_ends_when_nobody_sees_it_any_more() throws Exception {
    view.leave();
    watch();

    thread.join();
  }
}
