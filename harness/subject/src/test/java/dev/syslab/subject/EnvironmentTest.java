package dev.syslab.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

  @Test
  void jdbc_url_carries_user_and_password_as_parameters() {
    Environment environment =
        new Environment(Map.of("DATABASE_URL", "postgresql://ann:secret@127.0.0.1:5433/shop_1"));

    assertThat(environment.jdbcUrl())
        .isEqualTo("jdbc:postgresql://127.0.0.1:5433/shop_1?user=ann&password=secret");
  }

  @Test
  void addresses_are_parsed() {
    Environment environment =
        new Environment(
            Map.of(
                "SUBJECT_ID", "2",
                "REDIS_URL", "redis://127.0.0.1:6380/7",
                "AMQP_URL", "amqp://guest:guest@127.0.0.1:5673/vh",
                "KAFKA_BOOTSTRAP", "127.0.0.1:9093",
                "KAFKA_PREFIX", "t1."));

    assertThat(environment.id()).isEqualTo(2);
    assertThat(environment.redis().getPort()).isEqualTo(6380);
    assertThat(environment.redis().getPath()).isEqualTo("/7");
    assertThat(environment.amqp().getUserInfo()).isEqualTo("guest:guest");
    assertThat(environment.kafka()).isEqualTo("127.0.0.1:9093");
    assertThat(environment.kafkaPrefix()).isEqualTo("t1.");
  }

  @Test
  void all_redis_servers_are_listed_and_without_a_list_there_is_one() {
    URI first = URI.create("redis://127.0.0.1:6380/7");
    URI second = URI.create("redis://127.0.0.1:6381/1");

    assertThat(new Environment(Map.of("REDIS_URLS", first + "," + second)).redisServers())
        .containsExactly(first, second);
    assertThat(new Environment(Map.of("REDIS_URL", first.toString())).redisServers())
        .containsExactly(first);
  }

  @Test
  void all_databases_are_listed_and_without_a_list_there_is_one() {
    URI first = URI.create("postgresql://ann:secret@127.0.0.1:5433/shop_1");
    URI second = URI.create("postgresql://ann:secret@127.0.0.1:5434/shop_2");

    assertThat(new Environment(Map.of("DATABASE_URLS", first + "," + second)).databases())
        .containsExactly(first, second);
    assertThat(new Environment(Map.of("DATABASE_URL", first.toString())).databases())
        .containsExactly(first);
    assertThat(Environment.jdbcUrl(second))
        .isEqualTo("jdbc:postgresql://127.0.0.1:5434/shop_2?user=ann&password=secret");
  }

  @Test
  void the_clock_is_the_machines_plus_the_offset() {
    Instant before = Instant.now();
    Instant wrong = new Environment(Map.of("CLOCK_OFFSET_MILLIS", "-90000")).clock().instant();
    Instant right = new Environment(Map.of()).clock().instant();

    assertThat(wrong.plus(Duration.ofSeconds(90))).isBetween(before, Instant.now());
    assertThat(right).isBetween(before, Instant.now());
  }

  @Test
  void a_missing_variable_is_named_with_its_likely_cause() {
    assertThatThrownBy(() -> new Environment(Map.of()).redis())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the environment variable REDIS_URL is not set; either this lab has no such server, or"
                + " the program was not started by ./lab");
  }

  @Test
  void a_stage_below_one_is_refused() {
    assertThatThrownBy(() -> new NotImplemented(0, "write it"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stage must be at least 1, was 0");
  }
}
