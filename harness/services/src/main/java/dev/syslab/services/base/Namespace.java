package dev.syslab.services.base;

import java.net.InetSocketAddress;
import java.util.Map;

/** A test's own place in a server. Closing it removes what is in it. */
public interface Namespace extends AutoCloseable {

  /**
   * Unique in its server: the database's name, the Redis database's number, the vhost, the topic
   * prefix.
   */
  String name();

  /**
   * What a program under test needs to find this place, with an account of the place's own, as
   * environment variables: {@code DATABASE_URL} ({@code
   * postgresql://user:password@host:port/name}), {@code REDIS_URL} ({@code
   * redis://user:password@host:port/number}), {@code AMQP_URL} ({@code
   * amqp://user:password@host:port/vhost}), {@code KAFKA_BOOTSTRAP} ({@code host:port}) with {@code
   * KAFKA_PREFIX}.
   *
   * @param via the address to name instead of the server's own: a link's
   */
  Map<String, String> environment(InetSocketAddress via);

  /** As {@link #environment}, with the account that may do everything in the server. */
  Map<String, String> administration(InetSocketAddress via);

  /** Removes the place; quiet when the server is down or gone. Idempotent. */
  @Override
  void close();
}
