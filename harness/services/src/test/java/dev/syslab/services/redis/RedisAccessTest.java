package dev.syslab.services.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.services.Access;
import dev.syslab.services.Available;
import dev.syslab.services.base.Namespace;
import dev.syslab.services.base.Rights;
import dev.syslab.services.base.Server;
import dev.syslab.services.base.Technology;
import java.net.URI;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

/** Every line is one that a program on this machine could send to a shared Redis. */
class RedisAccessTest extends Access {

  private static Jedis redis(String url) {
    return new Jedis(URI.create(url));
  }

  private static Object send(Jedis client, String line) {
    String[] words = line.split(" ");
    return client.sendCommand(
        () -> words[0].getBytes(), Arrays.copyOfRange(words, 1, words.length));
  }

  @Test
  void redis_refuses_whoever_does_not_know_the_secret() {
    try (Server server = warm(Technology.REDIS);
        Jedis outsider = new Jedis(server.address().getHostString(), server.address().getPort())) {
      assertThatThrownBy(() -> outsider.get("a")).hasMessageContaining("NOAUTH");
      assertThatThrownBy(() -> outsider.auth("syslab")).hasMessageContaining("WRONGPASS");
      assertThatThrownBy(() -> outsider.auth("place1", "place1")).hasMessageContaining("WRONGPASS");
      assertThatThrownBy(() -> send(outsider, "CONFIG SET dir /tmp"))
          .hasMessageContaining("NOAUTH");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FLUSHALL",
        "CONFIG SET maxmemory 1",
        "CONFIG GET *",
        "CONFIG RESETSTAT",
        "SHUTDOWN NOSAVE",
        "REPLICAOF 127.0.0.1 1",
        "SLAVEOF 127.0.0.1 1",
        "FAILOVER",
        "ACL SETUSER other on nopass ~* +@all",
        "ACL LIST",
        "DEBUG SLEEP 1",
        "SAVE",
        "BGSAVE",
        "BGREWRITEAOF",
        "MONITOR",
        "SWAPDB 1 2",
        "SELECT 0",
        "SELECT 16383",
        "MOVE key 5",
        "COPY key key DB 5",
        "CLIENT PAUSE 1000",
        "CLIENT KILL TYPE normal",
        "CLIENT LIST",
        "SCRIPT FLUSH",
        "SCRIPT KILL",
        "FUNCTION FLUSH",
        "MODULE LIST",
        "MIGRATE 127.0.0.1 1 key 0 10",
        "SLOWLOG RESET",
        "LATENCY RESET"
      })
  void a_subject_cannot_harm_redis(String line) {
    try (Server server = warm(Technology.REDIS);
        Namespace place = server.namespace("access");
        Jedis subject = redis(variable(place, server))) {
      assertThatThrownBy(() -> send(subject, line))
          .isInstanceOf(JedisDataException.class)
          .hasMessageMatching("(?s)(NOPERM|ERR unknown command|ERR DEBUG command not allowed).*");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"FLUSHALL", "SELECT 0", "CONFIG SET maxmemory 1"})
  void a_script_may_do_no_more_than_its_caller(String line) {
    String[] words = line.split(" ");
    String call = "return redis.call('%s')".formatted(String.join("', '", words));
    try (Server server = warm(Technology.REDIS);
        Namespace place = server.namespace("access");
        Jedis subject = redis(variable(place, server))) {
      assertThatThrownBy(() -> subject.eval(call)).isInstanceOf(JedisDataException.class);
    }
  }

  @Test
  void a_subject_may_do_anything_in_its_own_database() {
    try (Server server = warm(Technology.REDIS);
        Namespace place = server.namespace("access");
        Namespace other = server.namespace("access");
        Jedis subject = redis(variable(place, server));
        Jedis judge = redis(administration(place, server));
        Jedis judgeOfTheOther = redis(administration(other, server))) {
      judgeOfTheOther.set("key", "other");

      subject.select(Integer.parseInt(place.name()));
      subject.set("key", "value");
      assertThat(judge.get("key")).isEqualTo("value");
      assertThat(subject.keys("*")).containsExactly("key");
      assertThat(subject.info()).contains("redis_version");
      assertThat(subject.evalsha(subject.scriptLoad("return 1"))).isEqualTo(1L);
      subject.publish("channel", "message");
      subject.clientSetname("subject");
      subject.flushDB();

      assertThat(judge.dbSize()).isZero();
      assertThat(judgeOfTheOther.get("key")).isEqualTo("other");
    }
  }

  @Test
  void a_subject_that_forgets_to_select_reaches_nobodys_data() {
    try (Server server = warm(Technology.REDIS);
        Namespace place = server.namespace("access")) {
      URI url = URI.create(variable(place, server));
      String[] login = url.getUserInfo().split(":");
      try (Jedis subject = new Jedis(url.getHost(), url.getPort())) {
        subject.auth(login[0], login[1]);

        subject.flushDB();
      }
      try (Namespace next = server.namespace("access")) {
        assertThat(next.name()).isNotEqualTo(place.name());
      }
    }
  }

  @Test
  void an_account_is_gone_with_its_place_and_survives_a_crash_until_then() {
    try (Server server = services.own(Technology.REDIS, mode)) {
      Namespace place = server.namespace("access");
      String url = variable(place, server);
      server.kill();
      server.start();
      try (Jedis subject = redis(url)) {
        subject.set("key", "value");
      }

      place.close();

      assertThatThrownBy(() -> redis(url).ping()).hasMessageContaining("WRONGPASS");
    }
  }

  @Test
  void an_account_of_a_shared_server_is_restored_after_a_crash() {
    try (Server server = warm(Technology.REDIS);
        Namespace place = server.namespace("access")) {
      server.kill();

      warm(Technology.REDIS).close();

      try (Jedis subject = redis(variable(place, server))) {
        subject.set("key", "value");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONFIG SET maxclients 500", "ACL SETUSER other on nopass ~* +@all"})
  void a_redis_that_was_changed_is_made_anew(String change) {
    String before;
    try (Server server = warm(Technology.REDIS);
        Namespace place = server.namespace("access");
        Jedis judge = redis(administration(place, server))) {
      before = administration(place, server);
      send(judge, change);
    }

    try (Server server = warm(Technology.REDIS);
        Namespace place = server.namespace("access")) {
      assertThat(password(administration(place, server))).isNotEqualTo(password(before));
    }
  }

  @Test
  void a_server_that_nobody_changed_stays() {
    String before;
    try (Server server = warm(Technology.REDIS);
        Namespace place = server.namespace("access")) {
      before = administration(place, server);
    }

    try (Server server = warm(Technology.REDIS);
        Namespace place = server.namespace("access")) {
      assertThat(password(administration(place, server))).isEqualTo(password(before));
    }
  }

  @Test
  void on_a_server_of_its_own_a_subject_may_get_all_rights() {
    Available.assume(Technology.REDIS, mode);
    try (Server server = services.own(Technology.REDIS, mode);
        Namespace place = server.namespace("access", Rights.WHOLE_SERVER);
        Jedis subject = redis(variable(place, server))) {
      assertThatCode(() -> send(subject, "CONFIG SET maxmemory 100mb")).doesNotThrowAnyException();
    }
  }
}
