package dev.syslab.labs.websocketchat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.Page;
import dev.syslab.kit.Play;
import dev.syslab.kit.Replicas;
import dev.syslab.kit.verdict.NotImplementedYet;
import dev.syslab.subject.Lab;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page, with two nodes behind it; with one server, as long as there are no nodes. */
@Play(servers = Lab.Uses.REDIS)
class PlayChat {
  private static final Settings SETTINGS =
      new Settings(Duration.ofSeconds(25), Duration.ofSeconds(10), 1 << 20);
  private static final Cluster CLUSTER = new Cluster(Duration.ofSeconds(10), 1_000);

  @Test
  @Timeout(value = 1, unit = TimeUnit.DAYS)
  void play(@Replicas(2) Fleet<ChatServer> servers, Page page) throws Exception {
    try (page) {
      page.keepOpen(Map.of("/nodes.json", json(addresses(servers))));
    }
  }

  private static List<String> addresses(Fleet<ChatServer> servers) {
    return ports(servers).stream().map(port -> "ws://127.0.0.1:" + port + "/chat").toList();
  }

  private static List<Integer> ports(Fleet<ChatServer> servers) {
    try {
      return IntStream.range(0, servers.size())
          .mapToObj(i -> servers.get(i).cluster(SETTINGS, CLUSTER))
          .toList();
    } catch (NotImplementedYet e) {
      return List.of(servers.get(0).listen(SETTINGS));
    }
  }

  private static String json(List<String> addresses) throws JsonProcessingException {
    return new ObjectMapper().writeValueAsString(addresses);
  }
}
