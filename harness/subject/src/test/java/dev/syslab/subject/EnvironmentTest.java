package dev.syslab.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  void a_missing_variable_is_named_with_its_likely_cause() {
    assertThatThrownBy(() -> new Environment(Map.of()).redis())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the environment variable REDIS_URL is not set; this lab has no such server, or the program was not started by lab");
  }

  @Test
  void a_stage_below_one_is_refused() {
    assertThatThrownBy(() -> new NotImplemented(0, "write it"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stage must be at least 1, was 0");
  }
}
