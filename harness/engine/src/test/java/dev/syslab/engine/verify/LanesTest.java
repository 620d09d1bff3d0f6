package dev.syslab.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LanesTest {
  private final List<String> begun = new CopyOnWriteArrayList<>();
  private final CountDownLatch go = new CountDownLatch(1);

  private String note(String name) throws InterruptedException {
    begun.add(name);
    go.await();
    return name;
  }

  private static void awaitSize(List<?> list, int size) throws InterruptedException {
    for (int i = 0; i < 2_000 && list.size() < size; i++) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    assertThat(list).hasSize(size);
  }

  @Test
  void one_lane_in_three_takes_short_ones_first_and_any_takes_what_there_is() throws Exception {
    try (Lanes lanes = new Lanes(3)) {
      List<Future<String>> all = new CopyOnWriteArrayList<>();
      for (int i = 0; i < 3; i++) {
        all.add(lanes.addLong(() -> note("occupies")));
      }
      awaitSize(begun, 3);
      for (int i = 0; i < 4; i++) {
        all.add(lanes.addLong(() -> note("long")));
        all.add(lanes.addShort(() -> note("short")));
      }
      all.add(lanes.addLongest(() -> note("longest")));

      go.countDown();
      for (Future<String> one : all) {
        one.get(10, TimeUnit.SECONDS);
      }

      assertThat(begun).hasSize(12).containsOnlyOnce("longest");
      assertThat(begun.indexOf("longest")).isLessThan(begun.indexOf("long"));
      assertThat(begun.indexOf("short")).isLessThan(begun.lastIndexOf("long"));
    }
  }

  @Test
  void closed_lanes_begin_nothing_more_and_interrupt_what_runs() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    Lanes lanes = new Lanes(1);
    lanes.addLong(
        () -> {
          begun.add("first");
          try {
            return go.await(10, TimeUnit.SECONDS);
          } finally {
            interrupted.countDown();
          }
        });
    lanes.addShort(() -> note("second"));
    awaitSize(begun, 1);

    lanes.close();

    assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(begun).containsExactly("first");
  }
}
