package dev.syslab.kit;

import dev.syslab.kit.run.TestScope;
import dev.syslab.services.base.Namespace;
import dev.syslab.services.base.Server;
import dev.syslab.services.base.Technology;
import java.util.List;
import java.util.Optional;

/** Maps each technology to its class in the kit: the only place to register a new technology. */
record ServerKind(Class<? extends TestServer<?>> type, Technology technology, Opening opening) {
  private static final List<ServerKind> ALL =
      List.of(
          new ServerKind(Redis.class, Technology.REDIS, Redis::new),
          new ServerKind(Postgres.class, Technology.POSTGRESQL, Postgres::new),
          new ServerKind(RabbitMq.class, Technology.RABBITMQ, RabbitMq::new),
          new ServerKind(Kafka.class, Technology.KAFKA, Kafka::new));

  /** Creates the kit's view of a namespace in a server. */
  @FunctionalInterface
  interface Opening {
    TestServer<?> open(TestScope scope, Server server, Namespace place, boolean own);
  }

  static Optional<ServerKind> of(Class<?> type) {
    return ALL.stream().filter(kind -> kind.type == type).findFirst();
  }

  static ServerKind of(Technology technology) {
    return ALL.stream().filter(kind -> kind.technology == technology).findFirst().orElseThrow();
  }
}
