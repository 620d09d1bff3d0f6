package dev.syslab.subject.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.subject.Environment;
import dev.syslab.subject.host.Fixtures.Broken;
import dev.syslab.subject.host.Fixtures.Good;
import dev.syslab.subject.host.Fixtures.Overloaded;
import dev.syslab.subject.host.Fixtures.Shop;
import dev.syslab.subject.host.Fixtures.Unfinished;
import dev.syslab.subject.wire.Wire;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over real HTTP, in this process. */
class SubjectHostTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private SubjectHost host;

  @BeforeEach
  void start() throws Exception {
    host = new SubjectHost(Shop.class, 0);
  }

  @AfterEach
  void stop() {
    host.stop();
  }

  private static Environment environment(String gate) {
    return new Environment(Map.of("GATE", gate, "CLOSING", ""));
  }

  private HttpResponse<byte[]> post(String path, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + host.port() + path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private int health() throws Exception {
    return http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + host.port() + "/health"))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private Wire.Problem problem(String path, String body, int status) throws Exception {
    HttpResponse<byte[]> response = post(path, body);
    assertThat(response.statusCode()).isEqualTo(status);
    return Wire.problem(response.body());
  }

  @Test
  void a_call_is_answered_with_its_result() throws Throwable {
    host.construct(Good.class, environment("open"));

    HttpResponse<byte[]> response = post("/add", "{\"a\": 2, \"b\": 40}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Wire.result(response.body(), long.class)).isEqualTo(42L);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
  }

  @Test
  void errors_that_the_contract_knows_are_422() throws Throwable {
    host.construct(Good.class, environment("open"));

    assertThat(problem("/buy", "{\"item\": \"sold out\"}", 422))
        .isEqualTo(new Wire.Problem("SoldOut", "no more", 0));
    assertThat(problem("/buy", "{\"item\": \"\"}", 422))
        .isEqualTo(new Wire.Problem("IllegalArgumentException", "item must not be empty", 0));
  }

  @Test
  void every_other_error_is_500_with_its_stack() throws Throwable {
    host.construct(Good.class, environment("open"));

    Wire.Problem overflow = problem("/add", "{\"a\": 9223372036854775807, \"b\": 1}", 500);
    assertThat(overflow.error()).isEqualTo("ArithmeticException");
    assertThat(overflow.message()).contains("long overflow").contains("at ").contains("Good.add");
    assertThat(problem("/buy", "{\"item\": \"crash\"}", 500).error())
        .isEqualTo("StackOverflowError");
  }

  @Test
  void code_that_is_still_to_be_written_is_501_with_its_stage() throws Throwable {
    host.construct(Good.class, environment("open"));

    assertThat(problem("/buy", "{\"item\": \"later\"}", 501))
        .isEqualTo(new Wire.Problem("NotImplemented", "deliver it", 2));
  }

  @Test
  void a_result_that_json_cannot_carry_is_500_and_says_so() throws Throwable {
    host.construct(Good.class, environment("open"));

    assertThat(problem("/odd", "{}", 500).message())
        .contains("a contract's values must be records");
  }

  @Test
  void null_instead_of_an_empty_optional_is_500_and_says_so() throws Throwable {
    host.construct(Good.class, environment("open"));

    assertThat(problem("/none", "{}", 500).message())
        .contains("none returned null; if there is no value, return Optional.empty()");
  }

  @Test
  void arguments_that_do_not_fit_are_400_and_named() throws Throwable {
    host.construct(Good.class, environment("open"));

    assertThat(problem("/add", "{\"a\": 2}", 400).message()).isEqualTo("the argument b is missing");
    assertThat(problem("/add", "", 400).message()).contains("JSON object");
  }

  @Test
  void a_method_that_the_contract_does_not_have_is_404() throws Throwable {
    host.construct(Good.class, environment("open"));

    assertThat(problem("/sub", "{}", 404)).isEqualTo(new Wire.Problem("NoSuchMethod", "sub", 0));
    assertThat(post("/", "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void health_is_503_until_the_constructor_has_returned() throws Throwable {
    CompletableFuture<Void> constructed =
        CompletableFuture.runAsync(
            () -> {
              try {
                host.construct(Good.class, environment("shut"));
              } catch (Throwable e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(health()).isEqualTo(503);
    assertThat(post("/add", "{\"a\": 1, \"b\": 1}").statusCode()).isEqualTo(404);

    Good.GATE.countDown();
    constructed.get(5, TimeUnit.SECONDS);

    assertThat(health()).isEqualTo(200);
  }

  @Test
  void calls_say_what_a_constructor_has_left_to_write() throws Throwable {
    host.construct(Unfinished.class, environment("redis"));

    assertThat(health()).isEqualTo(200);
    assertThat(problem("/add", "{\"a\": 1, \"b\": 1}", 501))
        .isEqualTo(new Wire.Problem("NotImplemented", "connect to redis", 1));
  }

  @Test
  void a_constructor_that_fails_says_why() {
    assertThatThrownBy(() -> host.construct(Broken.class, environment("redis")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no such server: redis");
  }

  @Test
  void a_contract_with_overloaded_methods_is_refused() {
    assertThatThrownBy(() -> new SubjectHost(Overloaded.class, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the contract has two methods called add; the protocol finds a method by its name alone");
  }

  @Test
  void an_idle_host_stops_at_once() throws Throwable {
    host.construct(Good.class, environment("open"));
    assertThat(post("/add", "{\"a\": 1, \"b\": 1}").statusCode()).isEqualTo(200);

    long began = System.nanoTime();
    host.stop();

    assertThat((System.nanoTime() - began) / 1_000_000).as("milliseconds").isLessThan(2_000);
  }
}
