package dev.syslab.kit;

import dev.syslab.kit.run.TestScope;
import dev.syslab.services.base.Namespace;
import dev.syslab.services.base.Server;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/** The test's Redis database. */
public final class Redis extends TestServer<Redis> {
  private UnifiedJedis client;

  Redis(TestScope scope, Server server, Namespace namespace, boolean own) {
    super(scope, server, namespace, own);
  }

  /** A client for the judge, connected to the database that the subjects use. */
  public synchronized UnifiedJedis client() {
    if (client == null) {
      client = RedisClient.create(url());
    }
    return client;
  }

  /** Every key in the database, sorted. */
  public Set<String> keys() {
    return new TreeSet<>(client().keys("*"));
  }

  /** {@code redis://user:password@host:port/number}, without a link; the judge's own account. */
  public URI url() {
    return URI.create(variable("REDIS_URL"));
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
    }
    super.close();
  }
}
