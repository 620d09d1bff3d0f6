package dev.syslab.services.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.PullResponseItem;
import dev.syslab.services.base.ServiceException;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** What needs no engine to be looked at. */
class EngineTest {
  @Test
  void an_address_is_read_as_users_write_it() {
    assertThat(Engine.address("unix:///var/run/docker.sock"))
        .contains(URI.create("unix:///var/run/docker.sock"));
    assertThat(Engine.address(" tcp://127.0.0.1:2375 "))
        .contains(URI.create("tcp://127.0.0.1:2375"));
    assertThat(Engine.address("127.0.0.1:2375")).contains(URI.create("tcp://127.0.0.1:2375"));
    assertThat(Engine.address("localhost:2375")).contains(URI.create("tcp://localhost:2375"));
  }

  @Test
  void what_is_no_address_is_none() {
    for (String host :
        new String[] {"unix://", "unix:///", "tcp://", "a b", "tcp://a b:1", ":::"}) {
      assertThat(Engine.address(host)).as(host).isEmpty();
    }
  }

  private static ServiceException pulled(String... items) throws Exception {
    Pull pull = new Pull();
    for (String item : items) {
      pull.onNext(new ObjectMapper().readValue(item, PullResponseItem.class));
    }
    pull.onComplete();
    try {
      pull.finish();
      return null;
    } catch (ServiceException e) {
      return e;
    }
  }

  @Test
  void an_image_that_cannot_be_pulled_is_told_in_the_engines_words() throws Exception {
    assertThat(pulled("{\"error\": \"pinging registry: no route\"}"))
        .hasMessage("pinging registry: no route");
    assertThat(pulled("{\"errorDetail\": {\"message\": \"no such image\"}, \"error\": \"x\"}"))
        .hasMessage("no such image");
    assertThat(pulled("{\"errorDetail\": {}, \"error\": \"denied\"}")).hasMessage("denied");
  }

  @Test
  void an_engine_that_fails_without_a_reason_is_said_so() {
    Pull pull = new Pull();
    pull.onError(new NullPointerException());

    assertThatThrownBy(pull::finish)
        .isInstanceOf(ServiceException.class)
        .hasMessage("the engine gave no reason");
  }
}
