package dev.syslab.services.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.syslab.services.base.Failures;
import dev.syslab.services.base.ServiceException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.rnorth.ducttape.TimeoutException;
import org.rnorth.ducttape.timeouts.Timeouts;
import org.testcontainers.shaded.com.github.dockerjava.core.DefaultDockerClientConfig;
import org.testcontainers.shaded.com.github.dockerjava.core.DockerClientImpl;

/**
 * The {@link Engine} that answers, through the docker-java client that Testcontainers holds.
 *
 * <p>Made here and not by {@code DockerClientFactory.client()}. That starts a reaper container,
 * which would remove the warm servers with the JVM that started them and whose image an air-gapped
 * room does not have; only an environment variable keeps it from that, and no IDE sets it. Nor by
 * {@code DockerClientProviderStrategy.getClientForConfig}: each container made with that client
 * begins with Testcontainers' own search for an engine, which takes half a second, writes into the
 * user's home and knows fewer places than ours.
 */
public final class Docker {

  private static final int BOUND_SECONDS = 60;

  private static DockerClient client;
  private static volatile Boolean sharesLoopback;

  private Docker() {}

  private static synchronized DockerClient client() {
    if (client == null) {
      URI engine = Engine.require().uri();
      client =
          DockerClientImpl.getInstance(
              DefaultDockerClientConfig.createDefaultConfigBuilder()
                  .withDockerHost(engine.toString())
                  .withDockerTlsVerify(false)
                  .build(),
              new ZerodepDockerHttpClient.Builder().dockerHost(engine).build());
    }
    return client;
  }

  /**
   * One command, which gets a bound here: docker-java waits without end for an engine that has
   * stopped answering.
   *
   * @param what for people: follows "cannot"
   * @throws ServiceException with what the engine said
   */
  static <T> T call(String what, Function<DockerClient, T> command) {
    try {
      return Timeouts.getWithTimeout(
          BOUND_SECONDS, TimeUnit.SECONDS, () -> command.apply(client()));
    } catch (TimeoutException e) {
      if (e.getCause() instanceof InterruptedException) {
        throw Failures.interrupted("a command to Docker");
      }
      throw new ServiceException(
          "cannot " + what + ": Docker did not answer within " + BOUND_SECONDS + " s", e);
    } catch (RuntimeException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof ServiceException failure) {
        throw failure;
      }
      throw new ServiceException("cannot " + what + ": Docker: " + said(cause), cause);
    }
  }

  /** For people: what the engine said, without what it is wrapped in. */
  static String said(Throwable e) {
    return String.valueOf(e.getMessage())
        .replaceAll("\\s+", " ")
        .strip()
        .replaceFirst("^Status \\d+: \\{\"message\":\"(.*)\"\\}$", "$1")
        .replace("\\\"", "\"");
  }

  /**
   * Whether a container on the host's network listens on this machine's own loopback: then nothing
   * needs to stand between, where otherwise a process of the engine copies every byte. Not so where
   * the engine is on another machine, in a virtual machine (whose socket is here all the same), or
   * in a user's own namespaces.
   */
  public static boolean sharesLoopback() {
    // Not synchronized: the call makes the client in another thread.
    if (sharesLoopback == null) {
      Info engine = call("ask about the engine", client -> client.infoCmd().exec());
      List<String> security = Optional.ofNullable(engine.getSecurityOptions()).orElse(List.of());
      sharesLoopback =
          System.getProperty("os.name").equals("Linux")
              && Engine.require().uri().getScheme().equals("unix")
              && !"Docker Desktop".equals(engine.getOperatingSystem())
              && security.stream()
                  .noneMatch(
                      option -> option.contains("name=rootless") || option.contains("name=userns"));
    }
    return sharesLoopback;
  }
}
