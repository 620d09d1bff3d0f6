package dev.syslab.services.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import dev.syslab.services.base.Failures;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.registry.Entry;
import dev.syslab.services.registry.Registry;
import dev.syslab.services.server.Software;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One entry's container: always found by its name, so that no crash can lose it between its
 * creation and our writing it down.
 */
public final class Containers {

  private static final int PAUSES = 3;
  private static final int STOP_SECONDS = 30;

  private Containers() {}

  private static String name(Entry entry) {
    return "syslab-" + entry.id();
  }

  static void create(
      Registry registry, Entry entry, Software software, Software.Image image, String imageName) {
    // Loopback, unless the engine runs on another machine.
    String address = Engine.require().host().equals(Entry.HOST) ? Entry.HOST : "0.0.0.0";
    List<PortBinding> ports =
        image.ports().entrySet().stream()
            .map(
                port ->
                    new PortBinding(
                        Ports.Binding.bindIpAndPort(address, entry.port(port.getKey())),
                        ExposedPort.tcp(port.getValue())))
            .toList();
    HostConfig host =
        HostConfig.newHostConfig().withPortBindings(ports).withNetworkMode(image.network());
    if (image.network().equals("bridge")) {
      host.withExtraHosts("host.docker.internal:host-gateway");
    }
    run(
        "create",
        entry,
        client -> {
          CreateContainerCmd create =
              client
                  .createContainerCmd(imageName)
                  .withName(name(entry))
                  .withHostConfig(host)
                  .withExposedPorts(ports.stream().map(PortBinding::getExposedPort).toList())
                  .withEnv(
                      image.environment().entrySet().stream()
                          .map(e -> e.getKey() + "=" + e.getValue())
                          .toList())
                  .withStopSignal("SIG" + software.stopSignal())
                  .withLabels(
                      Map.of(
                          "dev.syslab.home",
                          registry.home().toString(),
                          "dev.syslab.id",
                          entry.id()));
          if (!image.command().isEmpty()) {
            create.withCmd(image.command());
          }
          if (!image.entrypoint().isEmpty()) {
            create.withEntrypoint(image.entrypoint());
          }
          create.exec();
        });
  }

  static void start(Entry entry) {
    run("start", entry, client -> client.startContainerCmd(name(entry)).exec());
  }

  static void stop(Entry entry) {
    run(
        "stop",
        entry,
        client -> client.stopContainerCmd(name(entry)).withTimeout(STOP_SECONDS).exec());
  }

  static void kill(Entry entry) {
    run("kill", entry, client -> client.killContainerCmd(name(entry)).withSignal("KILL").exec());
  }

  /** On a busy machine, processes that begin others just then may escape the freezing. */
  static void pause(Entry entry) {
    for (int attempt = 1; ; attempt++) {
      try {
        run("pause", entry, client -> client.pauseContainerCmd(name(entry)).exec());
        return;
      } catch (ServiceException e) {
        if (attempt == PAUSES || !e.getMessage().contains("unable to freeze")) {
          throw e;
        }
      }
    }
  }

  static void unpause(Entry entry) {
    run("unpause", entry, client -> client.unpauseContainerCmd(name(entry)).exec());
  }

  /** The container with its volumes, at once. */
  public static void remove(Entry entry) {
    run(
        "remove",
        entry,
        client -> {
          try {
            client.removeContainerCmd(name(entry)).withForce(true).withRemoveVolumes(true).exec();
          } catch (NotFoundException | ConflictException e) {
            // It is gone, or going.
          }
        });
  }

  private static void run(String what, Entry entry, Consumer<DockerClient> command) {
    Docker.call(
        what + " container " + name(entry),
        client -> {
          try {
            command.accept(client);
          } catch (NotModifiedException e) {
            // It was so before.
          }
          return null;
        });
  }

  /** {@code running}, {@code paused}, {@code exited}, …; empty when there is no such container. */
  public static Optional<String> status(Entry entry) {
    return Docker.call(
        "inspect container " + name(entry),
        client -> {
          try {
            return Optional.of(
                client.inspectContainerCmd(name(entry)).exec().getState().getStatus());
          } catch (NotFoundException e) {
            return Optional.empty();
          }
        });
  }

  /**
   * Runs a program inside the container.
   *
   * @return both streams, as they came
   * @throws ServiceException also if its exit code is not 0, or the bound passes
   */
  static String execute(Entry entry, List<String> words, Duration bound) {
    String what = "run " + String.join(" ", words) + " in container " + name(entry);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    Long exitCode =
        Docker.call(
            what,
            client -> {
              String id =
                  client
                      .execCreateCmd(name(entry))
                      .withCmd(words.toArray(String[]::new))
                      .withAttachStdout(true)
                      .withAttachStderr(true)
                      .exec()
                      .getId();
              try {
                client
                    .execStartCmd(id)
                    .exec(into(text))
                    .awaitCompletion(bound.toMillis(), TimeUnit.MILLISECONDS);
              } catch (InterruptedException e) {
                throw Failures.interrupted(what);
              }
              return client.inspectExecCmd(id).exec().getExitCodeLong();
            });
    String output = text.toString(StandardCharsets.UTF_8);
    if (exitCode == null || exitCode != 0) {
      throw new ServiceException(
          what
              + (exitCode == null
                  ? " did not finish within " + bound.toSeconds() + " s"
                  : " ended with exit code " + exitCode + ": " + output.strip()));
    }
    return output;
  }

  private static ResultCallback.Adapter<Frame> into(ByteArrayOutputStream text) {
    return new ResultCallback.Adapter<>() {
      @Override
      public void onNext(Frame frame) {
        text.writeBytes(frame.getPayload());
      }
    };
  }

  static List<String> logs(Entry entry, int lines) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    Docker.call(
        "read the log of container " + name(entry),
        client -> {
          try {
            return client
                .logContainerCmd(name(entry))
                .withStdOut(true)
                .withStdErr(true)
                .withTail(lines)
                .exec(into(text))
                .awaitCompletion();
          } catch (InterruptedException e) {
            throw Failures.interrupted("reading a log");
          }
        });
    return text.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
