package dev.syslab.subject.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WireTest {

  record Money(long cents, String currency) {}

  record Order(int number, Money total, List<String> lines, Optional<Instant> paid) {}

  interface Contract {
    Order place(
        String customer, Money limit, Duration wait, Instant at, byte[] note, List<Order> earlier);

    Optional<Money> price(Optional<String> coupon);

    long count(int number) throws IOException;

    void forget();

    Map<String, List<Integer>> shards(boolean all);
  }

  private static Method method(String name) {
    return Stream.of(Contract.class.getMethods())
        .filter(one -> one.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] json(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void arguments_of_every_kind_survive_the_trip() throws Exception {
    Order order =
        new Order(
            7,
            new Money(1_999, "EUR"),
            List.of("a", "ü \" \\ \n 漢"),
            Optional.of(Instant.parse("2026-01-02T03:04:05.678901234Z")));
    Object[] sent = {
      "Ann",
      new Money(Long.MIN_VALUE, null),
      Duration.ofNanos(1_500_000_001),
      Instant.parse("1969-12-31T23:59:59.999999999Z"),
      new byte[] {0, -1, 127, -128},
      List.of(order, new Order(8, null, List.of(), Optional.empty()))
    };

    byte[] body = Wire.arguments(method("place"), sent);
    Object[] received = Wire.arguments(method("place"), body);

    assertThat(received).hasSize(6);
    assertThat((byte[]) received[4]).isEqualTo((byte[]) sent[4]);
    received[4] = sent[4];
    assertThat(received).isEqualTo(sent);
  }

  @Test
  void times_are_written_as_people_write_them() {
    Object[] arguments = {
      "Ann", null, Duration.ofMillis(90_500), Instant.EPOCH, new byte[] {1, 2, 3}, List.of()
    };

    String body = new String(Wire.arguments(method("place"), arguments), StandardCharsets.UTF_8);

    assertThat(body)
        .contains("\"wait\":\"PT1M30.5S\"")
        .contains("\"at\":\"1970-01-01T00:00:00Z\"")
        .contains("\"note\":\"AQID\"")
        .contains("\"limit\":null");
  }

  @Test
  void results_survive_the_trip() throws Exception {
    Map<String, List<Integer>> shards = Map.of("a", List.of(1, 2), "b", List.of());

    Object read = Wire.result(Wire.bytes(shards), method("shards").getGenericReturnType());

    assertThat(read).isEqualTo(shards);
  }

  @Test
  void an_empty_optional_is_null_and_comes_back_empty() throws Exception {
    var type = method("price").getGenericReturnType();

    assertThat(new String(Wire.bytes(Optional.empty()), StandardCharsets.UTF_8)).isEqualTo("null");
    assertThat(Wire.result(json("null"), type)).isEqualTo(Optional.empty());
    assertThat(Wire.result(Wire.bytes(Optional.of(new Money(1, "EUR"))), type))
        .isEqualTo(Optional.of(new Money(1, "EUR")));
  }

  @Test
  void nothing_is_read_for_void() throws Exception {
    assertThat(Wire.result(json("no JSON at all"), void.class)).isNull();
  }

  @Test
  void null_is_no_primitive() {
    assertThatThrownBy(() -> Wire.arguments(method("count"), json("{\"number\": null}")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("null");
    assertThatThrownBy(() -> Wire.result(json("null"), long.class))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("null");
  }

  @Test
  void text_after_the_value_is_refused() {
    assertThatThrownBy(() -> Wire.result(json("1 2"), long.class)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Wire.arguments(method("count"), json("{\"number\": 1} x")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void an_argument_that_is_missing_is_named() {
    assertThatThrownBy(() -> Wire.arguments(method("count"), json("{\"numbre\": 1}")))
        .isInstanceOf(IOException.class)
        .hasMessage("the argument number is missing");
  }

  @Test
  void a_body_that_is_no_object_is_refused() {
    for (String body : List.of("", "[1]", "\"number\"", "3")) {
      assertThatThrownBy(() -> Wire.arguments(method("count"), json(body)))
          .as("body “%s”", body)
          .isInstanceOf(IOException.class)
          .hasMessage("the body must be a JSON object of named arguments");
    }
  }

  @Test
  void a_value_of_another_shape_is_refused() {
    assertThatThrownBy(() -> Wire.arguments(method("count"), json("{\"number\": \"many\"}")))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Wire.result(json("{\"cents\": 1, \"cent\": 2}"), Money.class))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cent");
  }

  @Test
  void a_value_that_json_cannot_carry_is_the_contracts_mistake() {
    assertThatThrownBy(() -> Wire.bytes(new Object()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a contract's values must be records, numbers, strings, lists");
  }

  @Test
  void a_problem_survives_the_trip_and_needs_its_error() throws Exception {
    Wire.Problem problem = new Wire.Problem("NotImplemented", "count \"it\"", 3);

    assertThat(Wire.problem(Wire.bytes(problem))).isEqualTo(problem);
    assertThat(Wire.problem(json("{\"error\": \"Gone\"}")))
        .isEqualTo(new Wire.Problem("Gone", "", 0));
    assertThatThrownBy(() -> Wire.problem(json("{\"message\": \"m\"}")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("{\"error\": \"<type>\"");
    assertThatThrownBy(() -> Wire.problem(json(""))).isInstanceOf(IOException.class);
  }

  @Test
  void a_contract_may_answer_with_what_it_declares_and_two_more() {
    assertThat(Wire.contractErrors(method("count")))
        .containsExactly(
            IOException.class, IllegalArgumentException.class, IllegalStateException.class);
    assertThat(Wire.contractErrors(method("forget")))
        .containsExactly(IllegalArgumentException.class, IllegalStateException.class);
  }
}
