package dev.syslab.services.registry;

import dev.syslab.services.Services;
import dev.syslab.services.base.Failures;
import dev.syslab.services.base.Home;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Trees;
import dev.syslab.services.base.Wait;
import dev.syslab.services.process.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A program of Syslab's own that outlives the command which started it: at most one under a name in
 * a home. It is written down before it runs, so that {@link Services#down()} can end it.
 */
public final class Background {
  private static final String PROGRAMS = "programs";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Registry registry;
  private final Path folder;

  /**
   * @param home see {@link Home}
   * @param name letters, digits and dashes
   */
  public Background(Path home, String name) {
    this.registry = new Registry(home);
    this.folder = registry.home().resolve(PROGRAMS).resolve(name);
  }

  public Path home() {
    return registry.home();
  }

  /** Where it keeps what others must know of it; goes with it. */
  public Path folder() {
    return folder;
  }

  /** Whether it runs; it may not be ready yet. */
  public boolean runs() {
    return process().isPresent();
  }

  /** Whether it is this process. */
  public boolean isThisProcess() {
    return process().filter(Processes.self()::equals).isPresent();
  }

  private Optional<Processes.Id> process() {
    return Processes.read(pidFile(folder));
  }

  private static Path pidFile(Path folder) {
    return folder.resolve("pid");
  }

  /**
   * Starts it unless it runs, in the current folder and with this process's environment, and waits
   * until it is ready. Of several processes that ask at once, one starts it.
   *
   * @return whether it got ready within the bound
   * @throws ServiceException if it cannot be started
   */
  public boolean start(List<String> command, BooleanSupplier ready, Duration bound) {
    return registry.locked(
        "program-" + folder.getFileName(),
        () -> {
          if (!runs()) {
            Trees.delete(folder);
            try {
              Files.createDirectories(folder);
            } catch (IOException e) {
              throw Failures.io("make a folder", folder, e);
            }
            Processes.launch(
                command,
                Map.of(),
                Path.of("").toAbsolutePath(),
                pidFile(folder),
                folder.resolve("log"));
          }
          return Wait.until(bound, () -> ready.getAsBoolean() || !runs()) && runs();
        });
  }

  /** Asks it to end, and ends it if it does not; what it has started for others stays. */
  public void end() {
    registry.locked(
        "program-" + folder.getFileName(),
        () -> {
          end(folder);
          return null;
        });
  }

  private static void end(Path folder) {
    Processes.read(pidFile(folder)).ifPresent(Background::end);
    Trees.delete(folder);
  }

  private static void end(Processes.Id process) {
    Processes.signal("TERM", List.of(process));
    if (!Wait.until(PATIENCE, () -> !process.alive())) {
      Processes.signal("KILL", List.of(process));
      Wait.until(PATIENCE, () -> !process.alive());
    }
  }

  /** Ends all of a home. */
  public static void endAll(Registry registry) {
    Trees.list(registry.home().resolve(PROGRAMS)).forEach(Background::end);
  }
}
