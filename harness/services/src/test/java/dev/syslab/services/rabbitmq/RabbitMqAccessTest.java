package dev.syslab.services.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.syslab.services.Access;
import dev.syslab.services.base.Namespace;
import dev.syslab.services.base.Server;
import dev.syslab.services.base.Technology;
import dev.syslab.services.registry.Registry;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every line is one that a program on this machine could send to a shared RabbitMQ. */
class RabbitMqAccessTest extends Access {

  private static Connection rabbit(String url) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(url);
    factory.setAutomaticRecoveryEnabled(false);
    return factory.newConnection("access");
  }

  @ParameterizedTest
  @ValueSource(strings = {"guest:guest", "syslab:syslab"})
  void rabbitmq_refuses_whoever_does_not_know_the_secret(String login) throws Exception {
    try (Server server = warm(Technology.RABBITMQ);
        Namespace place = server.namespace("access")) {
      String url = variable(place, server).replaceFirst("//[^@]*@", "//" + login + "@");

      assertThatThrownBy(() -> rabbit(url)).hasMessageContaining("ACCESS_REFUSED");
    }
  }

  @Test
  void a_subject_gets_into_no_other_vhost_but_may_do_anything_in_its_own() throws Exception {
    try (Server server = warm(Technology.RABBITMQ);
        Namespace place = server.namespace("access");
        Namespace other = server.namespace("access")) {
      String url = variable(place, server);
      for (String vhost : List.of(other.name(), "%2F")) {
        assertThatThrownBy(() -> rabbit(elsewhere(url, vhost)))
            .as(vhost)
            .hasStackTraceContaining("access to vhost");
      }
      try (Connection connection = rabbit(url);
          Channel channel = connection.createChannel()) {
        channel.exchangeDeclare("news", "topic", true);
        channel.queueDeclare("inbox", true, false, false, null);
        channel.queueBind("inbox", "news", "#");
        channel.basicPublish("news", "a", null, new byte[1]);
        channel.queueDelete("inbox");
      }
    }
  }

  @Test
  void a_subject_may_not_manage_rabbitmq() throws Exception {
    try (Server server = warm(Technology.RABBITMQ);
        Namespace place = server.namespace("access")) {
      String management =
          new Registry(home).entry(server.id()).orElseThrow().get("port.management");

      assertThat(status(management, variable(place, server))).isEqualTo(401);
      assertThat(status(management, administration(place, server))).isEqualTo(200);
    }
  }

  private static int status(String port, String url) throws Exception {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + port + "/api/users").toURL().openConnection();
    String login = URI.create(url).getUserInfo();
    connection.setRequestProperty(
        "Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes()));
    return connection.getResponseCode();
  }
}
