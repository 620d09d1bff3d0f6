package dev.syslab.kit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Each rule by itself, without sockets. */
class RulesTest {

  /** One stream through a rule. */
  private static final class Stream {
    private final Rule.Filter filter;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Stream(Rule rule, Direction direction) {
      filter = rule.open(direction);
    }

    void send(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      try {
        filter.accept(bytes, 0, bytes.length, out::write);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    CompletableFuture<Void> begin(String text) {
      return CompletableFuture.runAsync(() -> send(text));
    }

    String arrived() {
      return out.toString(StandardCharsets.UTF_8);
    }
  }

  private static void awaitReached(Holding rule) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!rule.reached()) {
      assertThat(System.nanoTime()).as("nothing was held").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void a_round_trip_is_an_answer_that_follows_requests() {
    RoundTripRule rule = new RoundTripRule();
    Stream requests = new Stream(rule, Direction.TO_SERVER);
    Stream answers = new Stream(rule, Direction.FROM_SERVER);

    answers.send("a greeting, unasked");
    requests.send("GET a;");
    requests.send("GET b;");
    assertThat(rule.count()).isZero();
    answers.send("1;");
    answers.send("2;");
    assertThat(rule.count()).isEqualTo(1);
    requests.send("GET c;");
    answers.send("3;");

    assertThat(rule.count()).isEqualTo(2);
    assertThat(answers.arrived()).isEqualTo("a greeting, unasked1;2;3;");
  }

  @Test
  void hold_stops_just_before_the_pattern_until_released() throws Exception {
    HoldRule rule = HoldRule.at("SET", Direction.TO_SERVER);
    Stream stream = new Stream(rule, Direction.TO_SERVER);

    stream.send("GET a;");
    CompletableFuture<Void> held = stream.begin("GET b;SET c");
    awaitReached(rule);

    assertThat(stream.arrived()).isEqualTo("GET a;GET b;");
    assertThat(held).isNotDone();
    rule.release();
    held.get(5, TimeUnit.SECONDS);
    assertThat(stream.arrived()).isEqualTo("GET a;GET b;SET c");
  }

  @Test
  void hold_at_a_pattern_cut_in_two_stops_in_the_chunk_that_completes_it() throws Exception {
    HoldRule rule = HoldRule.at("SET", Direction.TO_SERVER);
    Stream stream = new Stream(rule, Direction.TO_SERVER);

    stream.send("xS");
    assertThat(rule.reached()).isFalse();
    CompletableFuture<Void> held = stream.begin("ETy");
    awaitReached(rule);

    assertThat(stream.arrived()).isEqualTo("xS");
    rule.release();
    held.get(5, TimeUnit.SECONDS);
    assertThat(stream.arrived()).isEqualTo("xSETy");
  }

  @Test
  void hold_stops_one_stream_only() throws Exception {
    HoldRule rule = HoldRule.at("SET", Direction.TO_SERVER);
    Stream first = new Stream(rule, Direction.TO_SERVER);
    Stream second = new Stream(rule, Direction.TO_SERVER);
    CompletableFuture<Void> held = first.begin("SET 1");
    awaitReached(rule);

    second.begin("SET 2").get(5, TimeUnit.SECONDS);

    assertThat(second.arrived()).isEqualTo("SET 2");
    assertThat(first.arrived()).isEmpty();
    rule.release();
    held.get(5, TimeUnit.SECONDS);
  }

  @Test
  void hold_leaves_the_other_direction_alone() throws Exception {
    HoldRule rule = HoldRule.at("SET", Direction.TO_SERVER);
    Stream answers = new Stream(rule, Direction.FROM_SERVER);

    answers.begin("SET").get(5, TimeUnit.SECONDS);

    assertThat(answers.arrived()).isEqualTo("SET");
    assertThat(rule.reached()).isFalse();
  }

  @Test
  void hold_after_bytes_lets_exactly_so_many_pass() throws Exception {
    HoldRule rule = HoldRule.after(5, Direction.FROM_SERVER);
    Stream stream = new Stream(rule, Direction.FROM_SERVER);

    stream.send("abcde");
    assertThat(rule.reached()).as("nothing beyond the fifth byte has come").isFalse();
    CompletableFuture<Void> held = stream.begin("fgh");
    awaitReached(rule);

    assertThat(stream.arrived()).isEqualTo("abcde");
    rule.release();
    held.get(5, TimeUnit.SECONDS);
    assertThat(stream.arrived()).isEqualTo("abcdefgh");
  }

  @Test
  void a_hold_of_all_stops_every_stream_of_its_direction() throws Exception {
    HoldAllRule rule = new HoldAllRule(Direction.TO_SERVER);
    Stream one = new Stream(rule, Direction.TO_SERVER);
    Stream other = new Stream(rule, Direction.TO_SERVER);
    Stream answers = new Stream(rule, Direction.FROM_SERVER);
    assertThat(rule.reached()).isFalse();

    CompletableFuture<Void> first = one.begin("a");
    CompletableFuture<Void> second = other.begin("b");
    awaitReached(rule);
    answers.send("c");

    assertThat(one.arrived() + other.arrived() + answers.arrived()).isEqualTo("c");
    rule.release();
    first.get(10, TimeUnit.SECONDS);
    second.get(10, TimeUnit.SECONDS);
    assertThat(one.arrived() + other.arrived()).isEqualTo("ab");
  }

  @Test
  void a_released_hold_holds_nothing_any_more() throws Exception {
    HoldRule rule = HoldRule.after(0, Direction.TO_SERVER);
    rule.release();
    Stream stream = new Stream(rule, Direction.TO_SERVER);

    stream.begin("abc").get(5, TimeUnit.SECONDS);

    assertThat(stream.arrived()).isEqualTo("abc");
    assertThat(rule.reached()).isFalse();
  }

  @Test
  void delay_is_for_its_direction_only_and_counted() {
    DelayRule rule = new DelayRule(Duration.ofMillis(40), Direction.FROM_SERVER);

    long began = System.nanoTime();
    Stream answers = new Stream(rule, Direction.FROM_SERVER);
    answers.send("a");
    answers.send("b");
    long took = System.nanoTime() - began;
    new Stream(rule, Direction.TO_SERVER).send("c");

    assertThat(answers.arrived()).isEqualTo("ab");
    assertThat(took).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(80));
    assertThat(rule.delayed()).isEqualTo(2);
  }

  @Test
  void discard_swallows_both_directions_and_counts() {
    DiscardRule rule = new DiscardRule();
    Stream requests = new Stream(rule, Direction.TO_SERVER);
    Stream answers = new Stream(rule, Direction.FROM_SERVER);

    requests.send("abc");
    answers.send("de");

    assertThat(requests.arrived()).isEmpty();
    assertThat(answers.arrived()).isEmpty();
    assertThat(rule.swallowed()).isEqualTo(5);
  }

  @Test
  void count_counts_patterns_over_all_streams_of_its_direction() {
    CountRule rule = new CountRule("GET", Direction.TO_SERVER);
    Stream one = new Stream(rule, Direction.TO_SERVER);
    Stream other = new Stream(rule, Direction.TO_SERVER);

    one.send("GET GE");
    // The other stream's letters must not complete the first one's.
    other.send("T GET");
    one.send("T");
    new Stream(rule, Direction.FROM_SERVER).send("GET");

    assertThat(rule.count()).isEqualTo(3);
    assertThat(one.arrived() + other.arrived()).isEqualTo("GET GETT GET");
  }

  @Test
  void count_without_a_pattern_counts_bytes() {
    CountRule rule = new CountRule(Direction.FROM_SERVER);

    new Stream(rule, Direction.FROM_SERVER).send("abc€");

    assertThat(rule.count()).isEqualTo(6);
  }

  @Test
  void bad_settings_name_argument_and_value() {
    assertThatThrownBy(() -> HoldRule.after(-1, Direction.TO_SERVER))
        .hasMessage("bytes must not be negative, was -1");
    assertThatThrownBy(() -> new DelayRule(Duration.ofMillis(-1), Direction.TO_SERVER))
        .hasMessage("delay must not be negative, was PT-0.001S");
  }
}
