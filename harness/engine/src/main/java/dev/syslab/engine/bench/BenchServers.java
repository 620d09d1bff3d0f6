package dev.syslab.engine.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.syslab.services.base.Namespace;
import dev.syslab.services.base.Rights;
import dev.syslab.services.base.Server;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.postgresql.PostgresCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The PostgreSQL servers that the contenders of a benchmark share, and a door by which the
 * benchmark's process kills, starts and copies them.
 */
final class BenchServers implements AutoCloseable {
  private final PostgresCluster cluster;
  private final List<Server> servers = new ArrayList<>();
  private final HttpServer door;
  // A program that does not know the path cannot end servers.
  private final String path = "/" + UUID.randomUUID() + "/";

  BenchServers(PostgresCluster cluster) {
    this.cluster = cluster;
    servers.add(cluster.primary());
    for (int i = 0; i < cluster.replicas(); i++) {
      servers.add(cluster.replica(i));
    }
    try {
      door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      cluster.close();
      throw new UncheckedIOException(e);
    }
    door.createContext(path, this::answer);
    door.start();
  }

  URI control() {
    InetSocketAddress at = door.getAddress();
    return URI.create("http://" + at.getHostString() + ":" + at.getPort() + path);
  }

  /** A database of its own, as variables for every server. */
  Map<String, String> place(List<Namespace> opened) {
    Namespace namespace = cluster.primary().namespace("bench", Rights.WHOLE_SERVER);
    opened.add(namespace);
    Map<String, String> variables =
        new HashMap<>(namespace.environment(cluster.primary().address()));
    List<String> urls =
        servers.stream()
            .map(server -> namespace.environment(server.address()).get("DATABASE_URL"))
            .toList();
    variables.put("DATABASE_URLS", String.join(",", urls));
    return variables;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String error = "";
    try {
      carryOut(exchange.getRequestURI().getPath().substring(path.length()).split("/"));
    } catch (ServiceException | IllegalArgumentException | IndexOutOfBoundsException e) {
      error = e.toString();
    }
    byte[] body = error.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(error.isEmpty() ? 200 : 500, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private void carryOut(String... words) {
    Server server = servers.get(Integer.parseInt(words[1]));
    switch (words[0]) {
      case "kill" -> server.kill();
      case "start" -> server.start();
      case "rejoin" -> {
        Server primary = servers.get(Integer.parseInt(words[2]));
        cluster.promoted(primary);
        cluster.rejoin(server, primary.address());
      }
      default -> throw new IllegalArgumentException("unknown: " + words[0]);
    }
  }

  @Override
  public void close() {
    door.stop(0);
    cluster.close();
  }
}
