package dev.syslab.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.syslab.services.base.Mode;
import dev.syslab.services.base.Namespace;
import dev.syslab.services.base.Server;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Technology;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link Server} promises, of every technology in every mode. */
@ParameterizedClass(name = "{0} {1}")
@MethodSource("combinations")
record ServerContractTest(Technology technology, Mode mode) {

  private static final Duration BOUND = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static Server server;

  static Stream<Arguments> combinations() {
    return Available.modes().stream()
        .flatMap(
            mode ->
                Arrays.stream(Technology.values()).map(technology -> arguments(technology, mode)));
  }

  @BeforeParameterizedClassInvocation
  static void start(Technology technology, Mode mode) {
    Available.assume(technology, mode);
    server = Services.open(Available.sharedHome()).own(technology, mode);
  }

  @AfterParameterizedClassInvocation
  static void end() {
    if (server != null) {
      server.close();
    }
    server = null;
  }

  @Test
  void saysWhatItIsAndAnswers() {
    assertThat(server.answers(BOUND)).isTrue();
    assertThat(server.alive()).isTrue();
    assertThat(server.technology()).isEqualTo(technology);
    assertThat(server.mode()).isEqualTo(mode);
    assertThat(server.version()).matches("\\d+\\.\\d+.*");
    assertThat(server.address().getHostString()).isEqualTo("127.0.0.1");
    assertThat(server.logs(5)).isNotEmpty().hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void keepsNamespacesApartAndRemovesThem() throws Exception {
    try (Namespace one = server.namespace("one");
        Namespace other = server.namespace("other")) {
      client(one).put("mine");

      assertThat(client(one).all()).containsExactly("mine");
      assertThat(client(other).all()).isEmpty();
      assertThat(one.name()).isNotEqualTo(other.name());
    }
  }

  @Test
  void refusesALabelThatNoServerCouldName() {
    assertThatThrownBy(() -> server.namespace("a b"))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("a b");
  }

  @Test
  void keepsItsDataAndAddressAcrossARestart() throws Exception {
    var address = server.address();
    try (Namespace place = server.namespace("restart")) {
      client(place).put("before");

      server.stop();
      assertThat(server.alive()).isFalse();
      assertThat(server.answers(SHORT)).isFalse();
      server.start();

      assertThat(server.address()).isEqualTo(address);
      assertThat(client(place).all()).containsExactly("before");
    }
  }

  @Test
  void keepsWhatItAcknowledgedWhenItIsKilled() throws Exception {
    try (Namespace place = server.namespace("kill")) {
      client(place).put("first");
      client(place).put("second");

      server.kill();
      assertThat(server.alive()).isFalse();
      server.start();

      assertThat(client(place).all()).containsExactly("first", "second");
    }
  }

  @Test
  void isSilentButConnectedWhilePaused() throws Exception {
    try (Socket open = new Socket(server.address().getAddress(), server.address().getPort())) {
      server.pause();
      try {
        assertThat(server.alive()).isTrue();
        assertThat(server.answers(SHORT)).isFalse();
        open.setSoTimeout(200);
        assertThatThrownBy(() -> open.getInputStream().read())
            .as("an open connection is neither closed nor reset")
            .isInstanceOf(SocketTimeoutException.class);
      } finally {
        server.resume();
      }

      assertThat(server.answers(BOUND)).isTrue();
    }
  }

  @Test
  void isReachedThroughALinkAtItsSlots() throws Exception {
    for (Server.LinkSlot slot : server.linkSlots()) {
      try (Relay relay = new Relay(slot.listenPort(), slot.target());
          Namespace place = server.namespace("link")) {
        Client client = Client.of(technology, place.environment(relay.address()));
        client.put("through");
        int connectionsOfOnePut = relay.connections.get();

        assertThat(client.all()).containsExactly("through");
        assertThat(connectionsOfOnePut).isPositive();
      }
    }
  }

  @Test
  void isQuietWhenANamespaceIsClosedOnAServerThatIsDown() {
    Namespace place = server.namespace("down");
    server.kill();
    try {
      place.close();
    } finally {
      server.start();
    }
    assertThat(server.answers(BOUND)).isTrue();
  }

  private Client client(Namespace place) {
    return Client.of(technology, place.environment(server.address()));
  }
}
