package dev.syslab.kit.process;

import dev.syslab.services.base.ServiceException;
import dev.syslab.services.process.Command;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program in a container. The process that the judge has started is only the client: anything
 * meant for the program goes through the engine, whatever the program itself does.
 */
final class ContainerSandbox implements Sandbox {
  private static final int ROUNDS = 10;
  private static final int TRIES = 3;
  private static final int SECONDS = 30;
  // The start time of a container that has not started.
  private static final String NEVER = "0001-01-01T00:00:00Z";

  private final DockerCli docker;
  private final String name;
  private final CompletableFuture<End> end = new CompletableFuture<>();
  private volatile Process process;
  private volatile boolean paused;

  /**
   * How it ended.
   *
   * @param why readable, if the engine has ended it
   * @param ran whether it was ever started
   */
  private record End(String why, boolean ran) {}

  ContainerSandbox(DockerCli docker, String name) {
    this.docker = docker;
    this.name = name;
  }

  @Override
  public void started(Process process) {
    this.process = process;
    process
        .onExit()
        .thenRun(
            () -> {
              Thread thread = new Thread(this::takeAway, "container-end");
              thread.setDaemon(true);
              thread.start();
            });
  }

  /** The container has ended; it is still there, so that it can be asked why. */
  private void takeAway() {
    try {
      Command.Ended state =
          docker.run(
              "container",
              "inspect",
              "--format",
              "{{.State.OOMKilled}} {{.State.StartedAt}}",
              name);
      String said = state.output().strip();
      end.complete(
          new End(
              said.startsWith("true") ? MemoryWatch.TOO_MUCH : "",
              state.exitCode() == 0 && !said.endsWith(NEVER)));
      remove();
    } catch (ServiceException e) {
      // The engine does not answer. This judge's sweep or the next one's removes it.
    } finally {
      end.complete(new End("", false));
    }
  }

  private void remove() {
    docker.run("container", "rm", "--force", "--volumes", name);
  }

  @Override
  public String ended() {
    return process.isAlive() ? "" : end().why();
  }

  @Override
  public void requireRan() {
    if (!process.isAlive() && !end().ran()) {
      throw new ServiceException("the Docker engine could not start a container; see its log");
    }
  }

  private End end() {
    try {
      return end.get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // The engine does not answer.
    }
    return new End("", false);
  }

  @Override
  public void terminate() {
    docker.run("container", "kill", "--signal", "TERM", name);
  }

  @Override
  public void kill() {
    // A client that has only just started may not have created the container yet.
    for (int round = 0; round < ROUNDS && process.isAlive(); round++) {
      docker.run("container", "kill", name);
      try {
        process.waitFor(1, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    process.toHandle().destroyForcibly();
  }

  @Override
  public synchronized void pause(boolean now) {
    for (int attempt = 1; now != paused; attempt++) {
      Command.Ended ended = docker.run("container", now ? "pause" : "unpause", name);
      if (ended.exitCode() == 0) {
        paused = now;
      } else if (!process.isAlive()) {
        return;
      } else if (attempt == TRIES) {
        // Processes that start others at that moment may escape the freeze, but not several times.
        throw new ServiceException("the container could not be paused: " + ended.output().strip());
      }
    }
  }

  @Override
  public boolean paused() {
    return paused && process.isAlive();
  }

  /** They become the program's own children, and the program itself reports them. */
  @Override
  public boolean holdsOrphans() {
    return false;
  }
}
