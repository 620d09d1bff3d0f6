package dev.syslab.services.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.syslab.services.Available;
import dev.syslab.services.Services;
import dev.syslab.services.base.Mode;
import dev.syslab.services.base.Server;
import dev.syslab.services.base.Technology;
import dev.syslab.services.engine.Containers;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

class UsedServersTest {
  private final Services services = Services.open(Available.home());

  @BeforeEach
  void need() {
    assumeTrue(Available.modes().contains(Mode.CONTAINERS), "skipped: not asked for");
    Available.assume(Technology.REDIS, Mode.CONTAINERS);
  }

  private Server own() {
    return services.own(Technology.REDIS, Mode.CONTAINERS);
  }

  private static Jedis connect(Server server) {
    Jedis client = new Jedis(server.address().getHostString(), server.address().getPort());
    client.auth(((RunningServer) server).entry().secret());
    return client;
  }

  /** What the next one gets when this was done with a server that was then given back. */
  private Server after(Consumer<Server> use) {
    try (Server server = own()) {
      use.accept(server);
      return server;
    }
  }

  private static Consumer<Server> command(String... words) {
    return server -> {
      try (Jedis client = connect(server)) {
        client.sendCommand(() -> words[0].getBytes(), rest(words));
      }
    };
  }

  private static String[] rest(String... words) {
    return Arrays.copyOfRange(words, 1, words.length);
  }

  @Test
  void anotherTestFindsNothingOfTheOneBefore() {
    Jedis[] stayed = new Jedis[1];
    String[] script = new String[1];
    Server first =
        after(
            server -> {
              stayed[0] = connect(server);
              stayed[0].set("in 0", "x");
              stayed[0].select(7);
              stayed[0].set("in 7", "x");
              script[0] = stayed[0].scriptLoad("return 1");
            });

    try (Server second = own();
        Jedis client = connect(second)) {
      assertThat(second.id()).isEqualTo(first.id());
      assertThat(client.info("keyspace")).doesNotContain("keys=");
      assertThat(client.scriptExists(script[0])).isFalse();
      assertThat(client.info("clients")).contains("connected_clients:1\r");
    }
    stayed[0].close();
  }

  @Test
  void oneThatWasKilledAndStartedAgainServesAnother() {
    Server first =
        after(
            server -> {
              command("SET", "key", "value").accept(server);
              server.kill();
              server.start();
            });

    try (Server second = own();
        Jedis client = connect(second)) {
      assertThat(second.id()).isEqualTo(first.id());
      assertThat(client.dbSize()).isZero();
      second.kill();
      second.start();
      client.disconnect();
      client.auth(((RunningServer) second).entry().secret());
      assertThat(client.dbSize()).as("after a start from its file").isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CONFIG SET maxmemory 100mb",
        "ACL SETUSER other on nopass ~* +@all",
        "REPLICAOF 127.0.0.1 1"
      })
  void oneWhoseSettingsWereChangedServesNoOther(String change) {
    Server first = after(command(change.split(" ")));

    try (Server second = own()) {
      assertThat(second.id()).isNotEqualTo(first.id());
    }
    assertThat(Containers.status(((RunningServer) first).entry())).isEmpty();
  }

  @Test
  void oneThatIsDownServesNoOther() {
    Server first = after(Server::kill);

    try (Server second = own()) {
      assertThat(second.id()).isNotEqualTo(first.id());
    }
  }

  @Test
  void twoAtOnceAreTwo() {
    after(server -> {});

    try (Server one = own();
        Server other = own()) {
      assertThat(one.id()).isNotEqualTo(other.id());
    }
  }
}
