package dev.syslab.labs.replication;

import dev.syslab.kit.*;
import dev.syslab.labs.replication.ControlPlane.Name;
import dev.syslab.subject.Environment;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import java.util.concurrent.ConcurrentHashMap;

/** Serves the power switches, and makes the copies that are ordered. */
class Machines implements AutoCloseable {
  final PostgresCluster cluster;
  final Redis redis;
  final ControlPlane control;
  final Map<Integer, Instant> off = new ConcurrentHashMap<>();
  final List<String> tooLate = Collections.synchronizedList(new ArrayList<>());

  private final Map<Integer, Fault> dead = new ConcurrentHashMap<>();
  private final Set<Integer> copied = ConcurrentHashMap.newKeySet();
  private final Thread thread = new Thread(this::serve, "machines");
  private volatile boolean jammed;
  private volatile boolean breaking;
  private volatile boolean closed;

  Machines(PostgresCluster cluster, Redis redis) {
    this.cluster = cluster;
    this.redis = redis;
    this.control = new ControlPlane(new Environment(Map.of("REDIS_URL", redis.url().toString())));
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() {
    while (!closed) {
      for (int server = 0; server < 3; server++) {
        servePower(server);
        serveCopy(server);
      }
      Wait.pass(Duration.ofMillis(10));
    }
  }

  private void servePower(int server) {
    String name = Integer.toString(server);
    if (!jammed && requests(server) > 0 && !off.containsKey(server)) {
      checkOrder(server);
      cutPower(server);
      redis.client().sadd(ControlPlane.POWER_OFF, name);
    }
    if (dead.containsKey(server) && redis.client().srem(ControlPlane.POWER_ON, name) > 0) {
      dead.remove(server).close();
    }
  }

  final void cutPower(int server) {
    dead.put(server, cluster.server(server).kill());
    off.put(server, Instant.now());
  }

  /** As long as a server has power, no other one is promoted, and none is published. */
  private void checkOrder(int server) {
    if (control.name().server() != server) {
      tooLate.add("server " + control.name().server() + " was published");
    }
    for (int other = 0; other < 3; other++) {
      if (other != server
          && cluster.server(other).answers(Duration.ofMillis(500))
          && !follows(other)) {
        tooLate.add("server " + other + " was promoted");
      }
    }
  }

  private void serveCopy(int server) {
    if (copies(server) == 0 || copied.contains(server)) {
      return;
    }
    if (breaking) {
      breaking = copies(server) < 2;
    } else {
      copied.add(server);
      cluster.rejoin(cluster.server(server), cluster.server(control.name().server()));
    }
  }

  /** The next copy does not happen, and nobody is told. */
  final void breakNextCopy() {
    breaking = true;
  }

  /** How many copies of a server's data have been ordered. */
  final long copies(int server) {
    return count(ControlPlane.COPIES, server);
  }

  /** How often somebody has wanted to cut a server's power. */
  final long requests(int server) {
    return count(ControlPlane.POWER_REQUESTS, server);
  }

  private long count(String key, int server) {
    String count = redis.client().hget(key, Integer.toString(server));
    return count == null ? 0 : Long.parseLong(count);
  }

  final boolean follows(int server) {
    return cluster.server(server).number("SELECT pg_is_in_recovery()::int") == 1;
  }

  final Name name() {
    return control.name();
  }

  final void publish(int server) {
    control.publish(new Name(control.name().epoch() + 1, server));
  }

  /** The switches do nothing for now. */
  final void jam() {
    jammed = true;
  }

  final void unjam() {
    jammed = false;
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    control.close();
  }
}
