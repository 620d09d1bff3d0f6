package dev.syslab.kit.process;

import dev.syslab.kit.process.Isolation.UnavailableException;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.engine.Docker;
import dev.syslab.services.engine.Engine;
import dev.syslab.services.process.Command;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The command {@code docker}, which talks to the engine that servers run in. It reads no settings,
 * so that it behaves the same for every user, whatever the environment holds.
 */
final class DockerCli {
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final List<String> prefix;

  private DockerCli(List<String> prefix) {
    this.prefix = prefix;
  }

  /**
   * The one on this machine.
   *
   * @param property the system property with its path, if it is not on the PATH
   * @throws UnavailableException if it is missing, or no engine answers that shares this machine's
   *     files and users
   */
  static DockerCli find(String property) throws UnavailableException {
    Path docker = path(property);
    try {
      if (!Docker.sharesLoopback()) {
        throw new UnavailableException(
            "the Docker engine is in a virtual machine, on another machine, or rootless: it does"
                + " not share this machine's files and users");
      }
      Path settings = Files.createTempDirectory("syslab-docker");
      settings.toFile().deleteOnExit();
      return new DockerCli(
          List.of(
              docker.toString(),
              "--config",
              settings.toString(),
              "--host",
              Engine.require().uri().toString()));
    } catch (ServiceException | IOException e) {
      throw new UnavailableException(e.getMessage());
    }
  }

  private static Path path(String property) throws UnavailableException {
    String set = System.getProperty(property);
    return (set == null
            ? Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "docker"))
            : Stream.of(Path.of(set)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new UnavailableException(
                    (set == null ? "the command docker" : set) + " is missing"));
  }

  /** The arguments of a docker command. */
  List<String> words(String... rest) {
    List<String> words = new ArrayList<>(prefix);
    words.addAll(List.of(rest));
    return words;
  }

  /**
   * Runs a docker command to its end.
   *
   * @throws ServiceException if it does not end within a minute
   */
  Command.Ended run(String... rest) {
    return new Command(words(rest)).run(BOUND);
  }

  /**
   * Runs a docker command that must succeed, and returns its output.
   *
   * @throws ServiceException if it fails, or does not end within a minute
   */
  String require(String... rest) {
    return new Command(words(rest)).require(BOUND).strip();
  }
}
