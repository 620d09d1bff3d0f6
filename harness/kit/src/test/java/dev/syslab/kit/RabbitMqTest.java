package dev.syslab.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RabbitMqTest {
  @Test
  void names_of_queues_are_unescaped() throws Exception {
    String listed = "[\n{\"name\":\"a\\tb \\\"c\\\" \\\\ \\u00e9 é\"}\n,{\"name\":\"plain\"}]";

    assertThat(RabbitMq.names(listed)).containsExactly("a\tb \"c\" \\ é é", "plain");
  }
}
