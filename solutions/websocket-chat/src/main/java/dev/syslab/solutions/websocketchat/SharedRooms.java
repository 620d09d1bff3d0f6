package dev.syslab.solutions.websocketchat;

import dev.syslab.labs.websocketchat.Cluster;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import redis.clients.jedis.exceptions.JedisException;

/** All rooms of a node. Four times in the time of {@code presence}, it says that it is alive. */
public class SharedRooms implements AutoCloseable {
  private final Map<String, SharedRoom> byName = new ConcurrentHashMap<>();
  private final Function<String, SharedRoom> create;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  public SharedRooms(Cluster cluster, Function<String, SharedRoom> create) {
    this.create = create;
    long beat = cluster.presence().toMillis() / 4;
    timer.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
  }

  public SharedRoom get(String name) {
    return byName.computeIfAbsent(name, create);
  }

  public Collection<SharedRoom> all() {
    return byName.values();
  }

  private void beat() {
    try {
      all().forEach(SharedRoom::refresh);
    } catch (JedisException e) {
      // The next beat is soon.
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
