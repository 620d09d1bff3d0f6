package dev.syslab.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.engine.verify.Lanes.Kind;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
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

  private static Lanes oneByOne() {
    return new Lanes(1, 1, () -> 1);
  }

  @Test
  void long_and_short_ones_come_to_their_end_together() throws Exception {
    try (Lanes lanes = oneByOne()) {
      lanes.add(Kind.JAVA, () -> note("first"));
      awaitSize(begun, 1);
      for (int i = 0; i < 3; i++) {
        lanes.add(Kind.JAVA, () -> note("long"));
      }
      for (int i = 0; i < 6; i++) {
        lanes.add(Kind.SHORT, () -> note("short"));
      }
      go.countDown();
      awaitSize(begun, 10);

      assertThat(begun.subList(0, 5)).contains("long").contains("short");
      assertThat(begun.subList(6, 10)).contains("long").contains("short");
    }
  }

  @Test
  void the_longest_of_a_kind_begins_first_as_far_as_is_known_by_then() throws Exception {
    AtomicLong expected = new AtomicLong(1);
    try (Lanes lanes = oneByOne()) {
      lanes.add(Kind.JAVA, () -> note("first"));
      awaitSize(begun, 1);
      lanes.add(Kind.JAVA, expected::get, () -> note("known later"));
      lanes.add(Kind.JAVA, () -> 20, () -> note("20 ms"));
      lanes.add(Kind.JAVA, () -> 20, () -> note("20 ms too"));
      lanes.add(Kind.JAVA, () -> note("unknown"));
      expected.set(30);
      go.countDown();
      awaitSize(begun, 5);

      assertThat(begun).containsExactly("first", "unknown", "known later", "20 ms", "20 ms too");
    }
  }

  @Test
  void more_run_at_once_while_the_cores_are_not_all_taken() throws Exception {
    AtomicReference<Double> taken = new AtomicReference<>(1.0);
    try (Lanes lanes = new Lanes(2, 6, taken::get)) {
      for (int i = 0; i < 12; i++) {
        lanes.add(Kind.SHORT, () -> note("runs"));
      }
      awaitSize(begun, 2);
      TimeUnit.SECONDS.sleep(1);
      assertThat(begun).hasSize(2);

      taken.set(0.5);
      awaitSize(begun, 6);
      go.countDown();
      awaitSize(begun, 12);
    }
  }

  @Test
  void closed_lanes_begin_nothing_more_and_interrupt_what_runs() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    Lanes lanes = new Lanes(2, 2, () -> 1);
    lanes.add(
        Kind.JAVA,
        () -> {
          begun.add("first");
          try {
            return go.await(10, TimeUnit.SECONDS);
          } finally {
            interrupted.countDown();
          }
        });
    awaitSize(begun, 1);
    lanes.add(Kind.JAVA, () -> go.await(10, TimeUnit.SECONDS));
    lanes.add(Kind.SHORT, () -> note("never"));

    lanes.close();

    assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(begun).containsExactly("first");
  }
}
