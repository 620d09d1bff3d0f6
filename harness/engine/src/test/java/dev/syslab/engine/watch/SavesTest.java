package dev.syslab.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.engine.watch.Snapshot.Mark;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What counts as a complete save, in made-up time on a made-up disk. */
class SavesTest {
  private static final Path MINE = Path.of("MyCode.java");

  private final Map<Path, Mark> disk = new TreeMap<>();
  private long now = -5;
  private int clock;
  private final Saves saves;

  SavesTest() {
    write("first");
    saves = new Saves(() -> new Snapshot(new TreeMap<>(disk)));
  }

  private void write(String text) {
    disk.put(MINE, new Mark(FileTime.fromMillis(++clock), text.length(), text.hashCode()));
  }

  private boolean look(long millisLater) {
    now += Duration.ofMillis(millisLater).toNanos();
    return saves.complete(now);
  }

  /** Looks every 50 ms, and returns after how long a save was complete. */
  private long completeAfter(long most) {
    for (long passed = 0; passed <= most; passed += 50) {
      if (look(50)) {
        return passed + 50;
      }
    }
    return -1;
  }

  @Test
  void nothing_happens_without_a_save() {
    assertThat(completeAfter(5_000)).isEqualTo(-1);
  }

  @Test
  void a_save_is_complete_at_the_second_look() {
    write("second");

    assertThat(completeAfter(1_000)).isEqualTo(100);
  }

  @Test
  void a_save_without_a_change_is_a_save() {
    write("first");

    assertThat(completeAfter(1_000)).isEqualTo(100);
  }

  @Test
  void a_change_within_the_same_second_of_a_coarse_clock_is_seen() {
    clock--;
    write("sec0nd");

    assertThat(completeAfter(1_000)).isEqualTo(100);
  }

  @Test
  void a_burst_is_one_save() {
    for (int i = 0; i < 20; i++) {
      write("save " + i);
      assertThat(look(50)).isFalse();
    }

    assertThat(look(50)).isTrue();
    saves.accept();
    assertThat(completeAfter(1_000)).isEqualTo(-1);
  }

  @Test
  void an_emptied_file_is_waited_for() {
    write("");
    assertThat(look(50)).isFalse();
    assertThat(look(300)).isFalse();

    write("whole");

    assertThat(completeAfter(1_000)).isEqualTo(100);
  }

  @Test
  void a_file_that_is_deleted_and_written_anew_is_waited_for() {
    disk.clear();
    assertThat(look(50)).isFalse();
    assertThat(look(300)).isFalse();

    write("whole");

    assertThat(completeAfter(1_000)).isEqualTo(100);
  }

  @Test
  void a_file_that_stays_away_counts_after_a_while() {
    disk.clear();

    assertThat(completeAfter(2_000)).isBetween(600L, 750L);
  }

  @Test
  void a_change_that_is_taken_back_is_none() {
    Mark before = disk.get(MINE);
    write("typo");
    assertThat(look(50)).isFalse();

    disk.put(MINE, before);

    assertThat(completeAfter(1_000)).isEqualTo(-1);
  }

  @Test
  void somebody_who_writes_all_the_time_is_judged_now_and_then() {
    int looks = 0;
    do {
      write("log " + looks++);
    } while (!look(50) && looks < 1_000);

    assertThat(looks).isBetween(50, 80);
  }

  @Test
  void what_is_accepted_is_not_tested_again() {
    write("second");
    assertThat(saves.any()).isTrue();

    saves.accept();

    assertThat(saves.any()).isFalse();
    assertThat(completeAfter(1_000)).isEqualTo(-1);
  }
}
