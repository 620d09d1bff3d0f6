package dev.syslab.kit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.syslab.kit.verdict.Inconclusive;
import dev.syslab.subject.wire.Engagement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthTest {
  private HttpServer program;
  private String identity;

  @BeforeEach
  void begin() throws IOException {
    program = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 8);
    program.createContext(
        "/health",
        exchange -> {
          if (identity != null) {
            exchange.getResponseHeaders().set(Engagement.IDENTITY, identity);
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    program.start();
  }

  @AfterEach
  void end() {
    program.stop(0);
  }

  /** What it answers in the end: a busy machine may take longer than one look. */
  private String ask() {
    String seen = "";
    for (int looks = 0; looks < 20 && (looks == 0 || seen.startsWith(Health.NOTHING)); looks++) {
      seen = Health.ask(program.getAddress().getPort(), "my-mark");
    }
    return seen;
  }

  @Test
  void a_subject_is_ready_if_it_says_that_it_is_the_one_that_is_asked() {
    identity = Engagement.identity("my-mark");
    assertThat(ask()).isEqualTo(Health.READY);
  }

  @Test
  void another_subject_on_the_port_is_not_taken_for_the_one_that_is_asked() {
    identity = Engagement.identity("another-mark");
    assertThat(ask()).startsWith("another program answers");
  }

  @Test
  void a_program_in_another_language_need_not_say_who_it_is() {
    assertThat(ask()).isEqualTo(Health.READY);
  }

  @Test
  void a_port_is_taken_while_a_program_listens() {
    assertThat(FreePorts.taken(program.getAddress().getPort())).isTrue();
  }

  @Test
  void want_of_ports_is_inconclusive() {
    assertThatThrownBy(() -> FreePorts.next(port -> true))
        .isInstanceOf(Inconclusive.class)
        .hasMessageContaining("no free port");
  }
}
