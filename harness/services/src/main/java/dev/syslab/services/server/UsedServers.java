package dev.syslab.services.server;

import dev.syslab.services.base.Mode;
import dev.syslab.services.base.Technology;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Servers that a test had for its own, made as good as new for another test of this process: to
 * make a container and to remove it costs about ten times as much as to empty one.
 *
 * <p>Used by many threads.
 */
public final class UsedServers {
  private static final int MOST = 6;

  private final Map<Technology, Deque<RunningServer>> idle = new EnumMap<>(Technology.class);
  private final Map<String, String> settings = new ConcurrentHashMap<>();

  /** A server has been started that nobody has used yet. */
  public void note(RunningServer server) {
    if (worthwhile(server)) {
      server.software.settings(server.entry()).ifPresent(text -> settings.put(server.id(), text));
    }
  }

  /** A process starts as fast as another can be emptied. */
  private static boolean worthwhile(RunningServer server) {
    return server.mode() == Mode.CONTAINERS;
  }

  /**
   * Takes what a test has left behind out of the server; whether it could, and keeps the server.
   */
  public boolean keep(RunningServer server) {
    String asStarted = settings.get(server.id());
    if (asStarted == null || !server.software.empty(server.entry())) {
      return false;
    }
    // After emptying it: who was connected could have changed them until then.
    if (!server.software.settings(server.entry()).equals(Optional.of(asStarted))) {
      return false;
    }
    synchronized (this) {
      Deque<RunningServer> others =
          idle.computeIfAbsent(server.technology(), absent -> new ArrayDeque<>());
      return others.size() < MOST && others.offer(server);
    }
  }

  /** One that is kept, if there is one. */
  public synchronized Optional<RunningServer> take(Technology technology, Mode mode) {
    return mode == Mode.CONTAINERS
        ? Optional.ofNullable(idle.getOrDefault(technology, new ArrayDeque<>()).poll())
        : Optional.empty();
  }
}
