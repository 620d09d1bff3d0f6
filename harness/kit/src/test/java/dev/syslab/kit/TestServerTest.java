package dev.syslab.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class TestServerTest {

  @Test
  void the_judges_trouble_names_the_operation_and_the_reason() {
    assertThat(TestServer.trouble("connect to RabbitMQ within 20 s", new IOException("refused")))
        .hasMessage("the judge could not connect to RabbitMQ within 20 s: refused");
  }

  @Test
  void a_time_out_without_a_message_is_named_all_the_same() {
    assertThat(TestServer.trouble("connect to RabbitMQ within 20 s", new TimeoutException()))
        .hasMessage("the judge could not connect to RabbitMQ within 20 s: TimeoutException");
  }
}
