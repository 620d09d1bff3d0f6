package dev.syslab.services.registry;

import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Trees;
import dev.syslab.services.process.Processes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Ends servers and removes what they leave. */
public final class Reaper {

  private static final Duration IDLE = Duration.ofMinutes(10);

  private final Registry registry;
  private final Consumer<Entry> end;

  /**
   * @param end ends the server of an entry at once
   */
  public Reaper(Registry registry, Consumer<Entry> end) {
    this.registry = registry;
    this.end = end;
  }

  /** Overridden in seconds by {@code SYSLAB_IDLE}. */
  public static Duration idleLimit() {
    String seconds = System.getenv("SYSLAB_IDLE");
    if (seconds == null || seconds.isBlank()) {
      return IDLE;
    }
    try {
      return Duration.ofSeconds(Long.parseLong(seconds.strip()));
    } catch (NumberFormatException e) {
      throw new ServiceException(
          "SYSLAB_IDLE is \"" + seconds + "\"; it must be a number of seconds");
    }
  }

  public void sweep(Duration idleLimit) {
    for (Entry entry : registry.entries()) {
      try {
        sweep(entry, idleLimit);
      } catch (ServiceException e) {
        // An engine that is away has its containers still: the entry stays for a later sweep, the
        // others need not wait for it.
      }
    }
    registry.sweepLeftovers();
  }

  private void sweep(Entry entry, Duration idleLimit) {
    boolean orphan = !entry.ownerAlive() && (!entry.warm() || !entry.ready());
    if (orphan) {
      registry.locked(entry.id(), () -> removeIfStillOrphan(entry.id()));
    } else if (entry.warm() && entry.ready() && entry.idle().compareTo(idleLimit) > 0) {
      registry.locked(entry.id(), () -> removeIfStillIdle(entry.id(), idleLimit));
    }
  }

  private boolean removeIfStillOrphan(String id) {
    registry
        .entry(id)
        .filter(entry -> !entry.ownerAlive() && (!entry.warm() || !entry.ready()))
        .ifPresent(this::remove);
    return true;
  }

  /**
   * A process that attaches writes its mark first and reads the state afterwards; this method does
   * the reverse. So at least one of the two sees the other, and a server that was just taken is not
   * removed.
   */
  private boolean removeIfStillIdle(String id, Duration idleLimit) {
    registry
        .entry(id)
        .filter(entry -> entry.ready() && entry.idle().compareTo(idleLimit) > 0)
        .ifPresent(
            entry -> {
              entry.set("state", "removing");
              entry.save();
              if (entry.inUse()) {
                entry.set("state", "ready");
                entry.save();
              } else {
                remove(entry);
              }
            });
    return true;
  }

  /** Ends the server at once and removes its folder. */
  public void remove(Entry entry) {
    end.accept(entry);
    Trees.delete(entry.folder());
  }

  /** What this process owns, when it ends. */
  public void removeAllOf(Processes.Id owner, List<Entry> servers) {
    servers.parallelStream().forEach(this::remove);
    Path children = registry.children().resolve(owner.toString());
    for (Path child : Trees.list(children)) {
      Processes.Id.parse(child.getFileName().toString())
          .filter(Processes.Id::alive)
          .ifPresent(Processes::killTree);
    }
    Trees.delete(children);
    for (Path folder : Trees.list(registry.scratch())) {
      if (folder.getFileName().toString().startsWith(owner + "-")) {
        Trees.delete(folder);
      }
    }
  }
}
