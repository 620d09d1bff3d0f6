package dev.syslab.services;

import dev.syslab.services.base.Mode;
import dev.syslab.services.base.Technology;
import dev.syslab.services.embedded.Binaries;
import dev.syslab.services.embedded.EmbeddedServer;
import dev.syslab.services.engine.Containers;
import dev.syslab.services.kafka.Kafka;
import dev.syslab.services.postgresql.PostgreSql;
import dev.syslab.services.rabbitmq.RabbitMq;
import dev.syslab.services.redis.Redis;
import dev.syslab.services.registry.Entry;
import dev.syslab.services.server.Software;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/** How each technology's servers are run: the one list of them. */
final class Technologies {

  private final Map<Technology, Software> all = new EnumMap<>(Technology.class);

  Technologies(Binaries binaries) {
    Stream.of(new PostgreSql(binaries), new Redis(binaries), new RabbitMq(), new Kafka())
        .forEach(software -> all.put(software.technology(), software));
  }

  Software software(Technology technology) {
    return all.get(technology);
  }

  /** Ends the server of an entry at once, whoever started it. */
  void end(Entry entry) {
    if (entry.mode() == Mode.CONTAINERS) {
      Containers.remove(entry);
    } else {
      EmbeddedServer.end(entry, software(entry.technology()));
    }
  }
}
