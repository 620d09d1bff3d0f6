package dev.syslab.subject.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionPoolTest {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final List<Opened> opened = new ArrayList<>();
  private final List<Duration> bounds = new ArrayList<>();
  private final List<Thread> openers = new ArrayList<>();
  private SQLException refusal;

  /** What a driver would have returned; it knows what was asked of it. */
  private static final class Opened {
    private final List<String> calls = new ArrayList<>();
    private boolean autoCommit = true;
    private boolean closed;
    private Duration silence = Duration.ZERO;

    private Connection connection() {
      return (Connection)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> answer(method.getName(), arguments));
    }

    private Object answer(String name, Object[] arguments) throws InterruptedException {
      calls.add(name);
      switch (name) {
        case "getAutoCommit":
          return autoCommit;
        case "setAutoCommit":
          autoCommit = (boolean) arguments[0];
          return null;
        case "isClosed":
          return closed;
        case "close":
          closed = true;
          return null;
        case "isValid":
          Thread.sleep(silence.toMillis());
          return silence.isZero();
        case "isReadOnly":
          return false;
        case "hashCode":
          return System.identityHashCode(this);
        default:
          return null;
      }
    }
  }

  private Connection open(Duration bound) throws SQLException {
    bounds.add(bound);
    openers.add(Thread.currentThread());
    if (refusal != null) {
      throw refusal;
    }
    Opened one = new Opened();
    opened.add(one);
    return one.connection();
  }

  private ConnectionPool pool(int most) {
    return new ConnectionPool(this::open, most, PATIENCE);
  }

  @Test
  void a_connection_is_opened_in_the_callers_thread_and_used_again() throws Exception {
    try (ConnectionPool pool = pool(2)) {
      assertThat(opened).as("opened before it is needed").isEmpty();
      pool.take().close();
      pool.take().close();
    }
    assertThat(opened).hasSize(1);
    assertThat(openers).containsExactly(Thread.currentThread());
    assertThat(opened.get(0).closed).as("closed with the pool").isTrue();
  }

  @Test
  void a_refusal_reaches_the_caller_at_once_and_takes_no_place() throws Exception {
    try (ConnectionPool pool = pool(1)) {
      refusal = new SQLException("refused", "08001");
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(pool::take).isSameAs(refusal);
      }
      refusal = null;
      pool.take().close();
    }
    assertThat(opened).hasSize(1);
  }

  @Test
  void what_was_not_committed_is_rolled_back() throws Exception {
    try (ConnectionPool pool = pool(1)) {
      try (Connection connection = pool.take()) {
        connection.setAutoCommit(false);
      }
      assertThat(opened.get(0).calls).contains("rollback");
      assertThat(pool.take().getAutoCommit()).isTrue();
    }
  }

  @Test
  void a_connection_that_broke_in_use_is_given_up() throws Exception {
    try (ConnectionPool pool = pool(1)) {
      Connection broken = pool.take();
      opened.get(0).closed = true;
      broken.close();
      assertThat(opened).as("replaced before it is needed").hasSize(1);
      pool.take().close();
    }
    assertThat(opened).hasSize(2);
  }

  @Test
  void whoever_finds_none_waits_for_a_bounded_time() throws Exception {
    try (ConnectionPool pool = new ConnectionPool(this::open, 1, Duration.ofSeconds(2));
        Connection only = pool.take()) {
      long began = System.nanoTime();
      assertThatThrownBy(pool::take)
          .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).isNull());
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(10));
      assertThat(only.isClosed()).isFalse();
    }
  }

  @Test
  void one_silent_connection_speaks_for_the_other_idle_ones() throws Exception {
    try (ConnectionPool pool = pool(3)) {
      List<Connection> all = List.of(pool.take(), pool.take(), pool.take());
      for (Connection one : all) {
        one.close();
      }
      opened.forEach(one -> one.silence = ProvenConnections.ALIVE);
      Thread.sleep(600);
      pool.take().close();
      assertThat(opened).hasSize(4);
      assertThat(opened.stream().filter(one -> one.calls.contains("isValid"))).hasSize(1);
      assertThat(opened.subList(0, 3)).allMatch(one -> one.closed);
      assertThat(bounds).endsWith(PATIENCE.minus(ProvenConnections.ALIVE));
    }
  }
}
