package dev.syslab.services.server;

import dev.syslab.services.base.Secrets;
import dev.syslab.services.base.Server;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Technology;
import dev.syslab.services.registry.Entry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What is particular to one server technology: how it is started in either mode, when it is ready,
 * what a place in it is.
 */
public interface Software {

  Technology technology();

  /** The ports that a server of this kind needs; the first, {@code client}, is its address. */
  default List<String> ports() {
    return List.of("client");
  }

  /** The password of the account that may do everything, at the first start. */
  default String firstSecret(Entry entry) {
    return Secrets.random();
  }

  /** What is done once, as soon as a new server answers; before anybody else knows of it. */
  default void started(Entry entry) {}

  /** Makes the data folder, before the first start. */
  void prepare(Entry entry);

  /** How to start it as a plain process. */
  Launch launch(Entry entry);

  /**
   * @param environment on top of this process's own
   */
  record Launch(List<String> command, Map<String, String> environment) {}

  /** How its administration tool is started beside the server, or in its container. */
  default Launch tool(Entry entry) {
    throw new ServiceException(technology().label() + " has no administration tool");
  }

  /** What must be installed before it can be started as a plain process; empty if nothing. */
  default Optional<String> missing() {
    return Optional.empty();
  }

  /** The image that its makers publish, with its tag. */
  String officialImage();

  /**
   * How to start it in a container.
   *
   * @param hostNetwork whether a container on the host's network listens on this machine's own
   *     loopback
   */
  Image image(Entry entry, boolean hostNetwork);

  /**
   * @param ports the container's port of each of {@link #ports()} that is published
   * @param entrypoint in place of the image's; empty to keep that
   * @param network {@code bridge} or {@code host}
   */
  record Image(
      Map<String, Integer> ports,
      Map<String, String> environment,
      List<String> command,
      List<String> entrypoint,
      String network) {

    public Image(
        Map<String, Integer> ports, Map<String, String> environment, List<String> command) {
      this(ports, environment, command, List.of(), "bridge");
    }

    /** On the host's network, where the server itself listens at the entry's ports. */
    public static Image onHost(Map<String, String> environment, List<String> command) {
      return new Image(Map.of(), environment, command, List.of(), "host");
    }

    /** With these words in place of the image's entrypoint, before the command. */
    public Image startedBy(List<String> words) {
      return new Image(ports, environment, command, words, network);
    }
  }

  /** The signal that asks for a graceful shutdown, without {@code SIG}. */
  default String stopSignal() {
    return "TERM";
  }

  /**
   * Whether a server behind the address speaks this technology's protocol; needs neither driver nor
   * password.
   */
  boolean probe(InetSocketAddress address, Duration bound);

  /** One real request, answered within the bound. */
  boolean answers(Entry entry, Duration bound);

  /** Whether what it takes to serve is there; asked while it starts. */
  default boolean ready(Entry entry, Duration bound) {
    return answers(entry, bound);
  }

  /** As the server reports it; asked once, when it is ready. */
  String version(RunningServer server);

  default List<Server.LinkSlot> linkSlots(Entry entry) {
    return List.of(new Server.LinkSlot(0, entry.address()));
  }

  /**
   * How many places a server that many tests share keeps ready; 0 where making one takes no longer
   * than a request.
   */
  default int placesAhead() {
    return 0;
  }

  /**
   * Makes a place that was used as good as a new one, under another name; throws when the server is
   * down.
   *
   * @return whether it could; if not, it is to be dropped under both names
   */
  default boolean renewPlace(Entry entry, String name, String newName) {
    return false;
  }

  /** A name that no other place has. */
  static String uniqueName(String label) {
    String unique = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
    return label.toLowerCase(Locale.ROOT) + "_" + unique;
  }

  /** Makes a place with an account that owns it, and nothing else, and returns its name. */
  String createPlace(Entry entry, String label);

  /** Removes a place; throws when the server is down. */
  void dropPlace(Entry entry, String name);

  /**
   * Gives back what a place has lost because its server, which many use, died and was restarted.
   */
  default void restorePlace(Entry entry, String name) {}

  /** Lets the account of a place do everything in the server. */
  void elevate(Entry entry, String name);

  /** How to reach a place by its own account. */
  Map<String, String> environment(Entry entry, String name, InetSocketAddress via);

  /** How to reach a place by the account that may do everything. */
  Map<String, String> administration(Entry entry, String name, InetSocketAddress via);

  static String hostPort(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }

  /**
   * Everything about a server that a client can change and that outlasts the places, in any text;
   * empty if that cannot be told.
   */
  default Optional<String> settings(Entry entry) {
    return Optional.empty();
  }

  /**
   * Disconnects everybody, and removes all data and what goes with them.
   *
   * @return whether it could
   */
  default boolean empty(Entry entry) {
    return false;
  }

  /**
   * What an embedded server that was killed leaves outside of its folder is removed, before the
   * folder is.
   */
  default void forget(Entry entry) {}
}
