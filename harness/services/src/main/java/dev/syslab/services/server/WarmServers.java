package dev.syslab.services.server;

import dev.syslab.services.base.Mode;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Trees;
import dev.syslab.services.registry.Entry;
import dev.syslab.services.registry.Reaper;
import dev.syslab.services.registry.Registry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** The servers that all commands of this user share, and which of them this process uses. */
public final class WarmServers {

  private static final Duration ATTACH = Duration.ofSeconds(2);

  private final Registry registry;
  private final Reaper reaper;
  private final BiFunction<Entry, Software, RunningServer> handle;
  private final Consumer<RunningServer> create;
  private final Consumer<String> progress;
  private final Map<String, Integer> handles = new HashMap<>();

  /**
   * @param handle makes a handle on an entry's server
   * @param create starts it for the first time
   */
  public WarmServers(
      Registry registry,
      Reaper reaper,
      BiFunction<Entry, Software, RunningServer> handle,
      Consumer<RunningServer> create,
      Consumer<String> progress) {
    this.registry = registry;
    this.reaper = reaper;
    this.handle = handle;
    this.create = create;
    this.progress = progress;
  }

  /** The server, started if need be: by one process, while the others wait. */
  public RunningServer get(Software software, Mode mode) {
    String id = registry.warmId(software.technology(), mode);
    return attach(id, software)
        .orElseGet(
            () ->
                registry.locked(
                    id,
                    () ->
                        attach(id, software)
                            .or(() -> startAgain(id, software))
                            .orElseGet(() -> startAnew(id, software, mode))));
  }

  /** A handle on the server if it runs; marks this process as its user. Loads no library. */
  private Optional<RunningServer> attach(String id, Software software) {
    if (registry.entry(id).filter(Entry::ready).isEmpty()) {
      return Optional.empty();
    }
    synchronized (handles) {
      registry.entry(id).ifPresent(Entry::markUser);
      // Read after the mark is there: see Reaper.removeIfStillIdle.
      Optional<RunningServer> server =
          registry
              .entry(id)
              .filter(Entry::ready)
              .filter(entry -> entry.mode() == Mode.CONTAINERS || entry.process().isPresent())
              // An older Syslab has started it, open to everybody.
              .filter(entry -> !entry.secret().isEmpty())
              .filter(entry -> software.answers(entry, ATTACH))
              .filter(entry -> handles.containsKey(id) || RunningServer.asStarted(entry, software))
              .map(entry -> handle.apply(entry, software));
      server.ifPresent(s -> handles.merge(id, 1, Integer::sum));
      return server;
    }
  }

  /** One that crashed, at the address that others may hold. */
  private Optional<RunningServer> startAgain(String id, Software software) {
    Optional<Entry> crashed = registry.entry(id).filter(Entry::ready);
    if (crashed.isEmpty()) {
      return Optional.empty();
    }
    if (crashed.get().secret().isEmpty() || software.answers(crashed.get(), ATTACH)) {
      progress.accept("the settings of " + id + " were changed after it started; replacing it");
      return Optional.empty();
    }
    RunningServer server = handle.apply(crashed.get(), software);
    try {
      server.kill();
      server.start();
      server.places().restore(software);
      return Optional.of(attachOrFail(id, software));
    } catch (ServiceException e) {
      progress.accept(id + " could not be restarted and is being replaced");
      return Optional.empty();
    }
  }

  private RunningServer startAnew(String id, Software software, Mode mode) {
    registry.entry(id).ifPresent(reaper::remove);
    // Of one that was removed, somebody may have written there a moment later.
    Trees.delete(registry.servers().resolve(id));
    Entry entry = Entry.create(registry.servers(), id, software.technology(), mode, true);
    entry.markUser();
    create.accept(handle.apply(entry, software));
    return attachOrFail(id, software);
  }

  private RunningServer attachOrFail(String id, Software software) {
    return attach(id, software).orElseThrow(() -> new ServiceException(id + " does not answer"));
  }

  /** One handle is closed; with the last one this process ceases to be a user. */
  public void giveBack(RunningServer server) {
    synchronized (handles) {
      int left = handles.merge(server.id(), -1, Integer::sum);
      if (left <= 0) {
        handles.remove(server.id());
        server.entry().unmarkUser();
      }
    }
  }

  /** At the end of this process. */
  public void giveAllBack() {
    List<String> used;
    synchronized (handles) {
      used = List.copyOf(handles.keySet());
    }
    used.forEach(id -> registry.entry(id).ifPresent(Entry::unmarkUser));
  }

  /** Ends all of them, also those in use; returns how many. */
  public int endAll() {
    int ended = 0;
    for (Entry warm : registry.entries()) {
      if (warm.warm()) {
        ended +=
            registry.locked(
                warm.id(),
                () -> {
                  Optional<Entry> entry = registry.entry(warm.id());
                  entry.ifPresent(reaper::remove);
                  return entry.isPresent() ? 1 : 0;
                });
      }
    }
    return ended;
  }
}
