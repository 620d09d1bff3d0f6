package dev.syslab.solutions.ratelimiter;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The Redis servers, and which of them counts for which pair. The choice depends only on the name
 * and on the order of the servers, which are the same for every gateway at any time. A server that
 * is down keeps its pairs, because its counts cannot be moved.
 */
public class Servers implements AutoCloseable {
  private final List<Server> servers;

  public Servers(List<URI> addresses) {
    this.servers = addresses.stream().map(this::connect).toList();
  }

  protected Server connect(URI address) {
    return new Server(address);
  }

  /** The server that stores the configuration. */
  public Server first() {
    return servers.get(0);
  }

  public Server of(Pair pair) {
    return servers.get(place(pair.text(), servers.size()));
  }

  /**
   * From 0 to {@code servers} - 1. Java's hashCode would work, but programs in other languages do
   * not have it.
   */
  protected int place(String name, int servers) {
    CRC32 hash = new CRC32();
    hash.update(name.getBytes(StandardCharsets.UTF_8));
    return (int) (hash.getValue() % servers);
  }

  public List<Server> all() {
    return servers;
  }

  @Override
  public void close() {
    servers.forEach(Server::close);
  }
}
