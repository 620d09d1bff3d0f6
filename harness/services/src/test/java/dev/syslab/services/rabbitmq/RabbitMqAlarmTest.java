package dev.syslab.services.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.syslab.services.Access;
import dev.syslab.services.Available;
import dev.syslab.services.base.Namespace;
import dev.syslab.services.base.Server;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Technology;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** RabbitMQ's administration tool runs beside a dedicated server, and only there. */
class RabbitMqAlarmTest extends Access {

  @Test
  void the_memory_alarm_blocks_publishers_until_it_is_cleared() throws Exception {
    Available.assume(Technology.RABBITMQ, mode);
    try (Server server = services.own(Technology.RABBITMQ, mode);
        Namespace place = server.namespace("alarm")) {
      CountDownLatch blocked = new CountDownLatch(1);
      CountDownLatch unblocked = new CountDownLatch(1);
      ConnectionFactory factory = new ConnectionFactory();
      factory.setUri(variable(place, server));
      try (Connection connection = factory.newConnection("publisher")) {
        connection.addBlockedListener(reason -> blocked.countDown(), unblocked::countDown);

        server.administer("set_vm_memory_high_watermark", "0");
        connection.createChannel().basicPublish("", "nobody", null, new byte[1]);
        assertThat(blocked.await(10, TimeUnit.SECONDS)).as("blocked").isTrue();

        server.administer("set_vm_memory_high_watermark", "0.4");
        assertThat(unblocked.await(10, TimeUnit.SECONDS)).as("unblocked").isTrue();
      }
      assertThatThrownBy(() -> server.administer("no_such_command"))
          .isInstanceOf(ServiceException.class)
          .hasMessageContaining("no_such_command");
    }
  }

  @Test
  void a_server_that_others_use_is_not_administered() {
    try (Server server = warm(Technology.RABBITMQ)) {
      assertThatThrownBy(() -> server.administer("status"))
          .isInstanceOf(ServiceException.class)
          .hasMessageContaining("is shared");
    }
  }
}
