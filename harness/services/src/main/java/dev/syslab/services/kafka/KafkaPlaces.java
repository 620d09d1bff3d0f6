package dev.syslab.services.kafka;

import dev.syslab.services.base.Failures;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.server.Software;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaFuture;

/**
 * Removes topics and groups; apart from {@link Kafka}, which is loaded long before any client needs
 * to be.
 */
public final class KafkaPlaces {

  private KafkaPlaces() {}

  static void drop(InetSocketAddress address, String prefix) {
    Map<String, Object> configuration =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            Software.hostPort(address),
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            5_000,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            10_000);
    try (Admin admin = Admin.create(configuration)) {
      List<String> topics =
          get(admin.listTopics().names()).stream().filter(t -> t.startsWith(prefix)).toList();
      if (!topics.isEmpty()) {
        get(admin.deleteTopics(topics).all());
      }
      List<GroupListing> groups =
          get(admin.listGroups().all()).stream()
              .filter(g -> g.groupId().startsWith(prefix))
              .toList();
      List<String> share = ids(groups, true);
      List<String> others = ids(groups, false);
      if (!others.isEmpty()) {
        get(admin.deleteConsumerGroups(others).all());
      }
      if (!share.isEmpty()) {
        get(admin.deleteShareGroups(share).all());
      }
    }
  }

  private static List<String> ids(List<GroupListing> groups, boolean share) {
    return groups.stream()
        .filter(g -> share == g.type().filter(GroupType.SHARE::equals).isPresent())
        .map(GroupListing::groupId)
        .toList();
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(15, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new ServiceException("Kafka: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      throw Failures.interrupted("deleting the test's Kafka topics");
    }
  }
}
