package dev.syslab.solutions.replication.bench;

import dev.syslab.labs.replication.ControlPlane;
import dev.syslab.labs.replication.ControlPlane.Name;
import dev.syslab.labs.replication.ReplicatedDatabase;
import dev.syslab.subject.Environment;
import dev.syslab.subject.NotImplemented;
import dev.syslab.subject.bench.Contender;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** One failover: agents, an orchestrator and a client, and a clock for what they do. */
final class Takeover implements AutoCloseable {
  private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final List<String> WRITE = List.of("SELECT visit('/bench')");

  private final List<ReplicatedDatabase> opened = new ArrayList<>();
  private final ReplicatedDatabase watchers;
  private final ReplicatedDatabase client;
  private final ControlPlane control;
  private final Jedis redis;
  private final int old;
  private final Name before;
  private final Thread power = new Thread(this::watch, "power switches");
  private volatile boolean closed;
  private volatile long detected;
  private volatile long published;
  private long written;

  Takeover(Contender<ReplicatedDatabase> contender, int primary) {
    Environment env = contender.environment();
    URI address = env.redis();
    this.old = primary;
    this.control = new ControlPlane(env);
    this.redis =
        new Jedis(
            new HostAndPort(address.getHost(), address.getPort()),
            DefaultJedisClientConfig.builder(address).build());
    for (int server = 0; server < 3; server++) {
      redis.srem("power:off", Integer.toString(server));
      redis.hdel("power:requests", Integer.toString(server));
    }
    if (control.name().server() != primary) {
      control.publish(new Name(control.name().epoch() + 1, primary));
    }
    this.before = control.name();
    this.watchers = open(contender);
    this.client = open(contender);
  }

  private ReplicatedDatabase open(Contender<ReplicatedDatabase> contender) {
    opened.add(contender.another().get());
    return opened.get(opened.size() - 1);
  }

  /** Returns when all watch, at any moment between two reports. */
  void begin() throws InterruptedException {
    for (int server = 0; server < 3; server++) {
      long reports = reports(server);
      watchers.agent(server);
      int one = server;
      await("the agents to report", () -> reports(one) >= reports + 2);
    }
    watchers.orchestrator();
    await("a write before the failure", this::writes);
    TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(2_000, 2_500));
    power.setDaemon(true);
    power.start();
  }

  private long reports(int server) {
    String beats = redis.hget("beats", Integer.toString(server));
    return beats == null ? 0 : Long.parseLong(beats);
  }

  /** Plays the power switches; the old primary is dead already. */
  private void watch() {
    String server = Integer.toString(old);
    while (!closed) {
      if (detected == 0 && redis.hexists("power:requests", server)) {
        detected = System.nanoTime();
        redis.sadd("power:off", server);
      }
      if (published == 0 && control.name().epoch() > before.epoch()) {
        published = System.nanoTime();
      }
      pause();
    }
  }

  void awaitWrite() {
    await("a write after the failure", this::writes);
    written = System.nanoTime();
    await("the steps to be seen", () -> detected > 0 && published > 0);
  }

  private boolean writes() {
    try {
      client.write(WRITE);
      return true;
    } catch (RuntimeException e) {
      if (e instanceof NotImplemented) {
        throw e;
      }
      return false;
    }
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + BOUND_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("timed out waiting for " + what);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(PAUSE_NANOS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  double detected(long began) {
    return (detected - began) / 1e6;
  }

  double published(long began) {
    return (published - began) / 1e6;
  }

  double written(long began) {
    return (written - began) / 1e6;
  }

  int primary() {
    return control.name().server();
  }

  @Override
  public void close() throws Exception {
    closed = true;
    power.join(1_000);
    for (ReplicatedDatabase one : opened) {
      if (one instanceof AutoCloseable closeable) {
        closeable.close();
      }
    }
    control.close();
    redis.close();
  }
}
