package dev.syslab.services.server;

import dev.syslab.services.base.Failures;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Trees;
import dev.syslab.services.process.Processes;
import dev.syslab.services.registry.Entry;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * The places of one server, each with a mark that says which process it belongs to: what a process
 * leaves when it ends, the next one removes.
 *
 * <p>Where making a place takes longer than many tests do, some are made ahead from the second one
 * on, and used ones are made as good as new, or dropped, in the background.
 */
public final class Places {
  // As many as tests may run at once, and some more.
  private static final int MOST_AHEAD = 8;

  private final Entry entry;
  private final Deque<String> ahead = new ArrayDeque<>();
  private final ExecutorService background =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "places");
            thread.setDaemon(true);
            return thread;
          });
  // A mark does not change hands: to read all of them at each turn would take longer than to make a
  // place.
  private final Map<Path, Processes.Id> owners = new ConcurrentHashMap<>();
  private String labelAhead;
  private boolean several;

  public Places(Entry entry) {
    this.entry = entry;
  }

  /** Makes a place, or takes one that was made ahead, and returns its name. */
  String take(Software software, String label) {
    later(software, this::dropThoseOfTheDead);
    String name = poll(label);
    if (name == null) {
      name = create(software, label);
    }
    if (several(label)) {
      for (int i = 0; i < software.placesAhead(); i++) {
        background.execute(() -> refill(software, label));
      }
    }
    return name;
  }

  /** Removes a place; nothing happens when the server is down, for the place goes with it. */
  void give(Software software, String name) {
    later(software, same -> renewOrDrop(same, name));
  }

  private void renewOrDrop(Software software, String name) {
    Optional<String> newName = nameOfAnother(software);
    if (newName.isPresent() && renewed(software, name, newName.get())) {
      return;
    }
    if (software.probe(entry.address(), RunningServer.PLACE_PROBE)) {
      drop(software, name);
      newName.ifPresent(other -> drop(software, other));
    }
  }

  /** Empty if no other place is wanted. */
  private synchronized Optional<String> nameOfAnother(Software software) {
    return several && software.placesAhead() > 0 && ahead.size() < MOST_AHEAD
        ? Optional.of(Software.uniqueName(labelAhead))
        : Optional.empty();
  }

  /** Makes a used place ready for another test, if that can be done. */
  private boolean renewed(Software software, String name, String newName) {
    try {
      mark(newName);
      if (software.renewPlace(entry, name, newName)) {
        Files.deleteIfExists(marks().resolve(name));
        synchronized (this) {
          ahead.add(newName);
        }
        return true;
      }
    } catch (IOException | RuntimeException e) {
      // It is dropped.
    }
    return false;
  }

  /** The server died, and runs again. */
  void restore(Software software) {
    for (Path mark : Trees.list(marks())) {
      software.restorePlace(entry, mark.getFileName().toString());
    }
  }

  /** The server's data is gone. */
  synchronized void forget() {
    ahead.clear();
  }

  private void later(Software software, Consumer<Software> task) {
    if (software.placesAhead() > 0) {
      background.execute(() -> task.accept(software));
    } else {
      task.accept(software);
    }
  }

  private synchronized String poll(String label) {
    return label.equals(labelAhead) ? ahead.poll() : null;
  }

  /** A server of one test's own has one place only. */
  private synchronized boolean several(String label) {
    boolean again = several;
    several = true;
    if (!label.equals(labelAhead)) {
      labelAhead = label;
      ahead.clear();
    }
    return again;
  }

  private void refill(Software software, String label) {
    synchronized (this) {
      if (!label.equals(labelAhead) || ahead.size() >= software.placesAhead()) {
        return;
      }
    }
    try {
      String name = create(software, label);
      synchronized (this) {
        ahead.add(name);
      }
    } catch (RuntimeException e) {
      // The next caller that needs one creates it, and gets the error if that fails.
    }
  }

  private String create(Software software, String label) {
    String name;
    try {
      name = software.createPlace(entry, label);
    } catch (ServiceException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new ServiceException(
          "cannot create a namespace in " + entry.id() + ": " + e.getMessage(), e);
    }
    mark(name);
    return name;
  }

  private void mark(String name) {
    Path mark = marks().resolve(name);
    try {
      // The folder above is there as long as the server is: what comes too late must not make it
      // anew.
      makeFolder(marks());
      Files.writeString(mark, Processes.self().toString());
    } catch (IOException e) {
      throw Failures.io("record a namespace", mark, e);
    }
  }

  private static void makeFolder(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      // As for all but the first.
    }
  }

  private void drop(Software software, String name) {
    try {
      software.dropPlace(entry, name);
      Files.deleteIfExists(marks().resolve(name));
      owners.remove(marks().resolve(name));
    } catch (IOException | RuntimeException e) {
      // The server is down or frozen: the place goes with it.
    }
  }

  private Path marks() {
    return entry.folder().resolve("places");
  }

  private void dropThoseOfTheDead(Software software) {
    List<Path> marks = Trees.list(marks());
    owners.keySet().retainAll(marks);
    for (Path mark : marks) {
      try {
        // What was remembered may be of an earlier place with that name: nothing is dropped by it.
        if (dead(owners.computeIfAbsent(mark, Places::owner))
            && dead(owner(mark))
            && Files.deleteIfExists(mark)) {
          owners.remove(mark);
          software.dropPlace(entry, mark.getFileName().toString());
        }
      } catch (IOException | RuntimeException e) {
        // Another process was quicker, or the place cannot be removed: it is nobody's concern now.
      }
    }
  }

  private static boolean dead(Processes.Id owner) {
    return owner != null && !owner.equals(Processes.self()) && !owner.alive();
  }

  /** Null if it cannot be read, perhaps because it is gone. */
  private static Processes.Id owner(Path mark) {
    try {
      return Processes.Id.parse(Files.readString(mark)).orElse(null);
    } catch (IOException e) {
      return null;
    }
  }
}
