package dev.syslab.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.syslab.services.base.Mode;
import dev.syslab.services.base.Namespace;
import dev.syslab.services.base.Probe;
import dev.syslab.services.base.Server;
import dev.syslab.services.base.Technology;
import dev.syslab.services.base.Trees;
import dev.syslab.services.base.Wait;
import dev.syslab.services.embedded.Binaries;
import dev.syslab.services.engine.Containers;
import dev.syslab.services.process.Processes;
import dev.syslab.services.registry.Entry;
import dev.syslab.services.registry.Reaper;
import dev.syslab.services.registry.Registry;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who shares, who owns, and what is left when they are gone. Redis stands for all: it is the
 * quickest.
 */
class ServicesTest {

  private static final Duration BOUND = Duration.ofSeconds(30);

  private final Path home = Available.home();
  private final Services services = Services.open(home);
  private final Registry registry = new Registry(home);
  private final Technologies technologies = new Technologies(new Binaries(registry, line -> {}));

  static List<Mode> modes() {
    return Available.modes();
  }

  @AfterEach
  void down() {
    services.down();
    assertThat(services.list()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("modes")
  void twoProcessesThatAskAtOnceShareOneWarmServer(Mode mode) throws Exception {
    Available.assume(Technology.REDIS, mode);

    try (Forked one = new Forked(home, Map.of(), "warm", "REDIS", mode.name());
        Forked other = new Forked(home, Map.of(), "warm", "REDIS", mode.name())) {
      String address = one.line();

      assertThat(address).isNotNull().isEqualTo(other.line());
      assertThat(services.list()).hasSize(1).allMatch(Services.Status::warm);
    }
  }

  @ParameterizedTest
  @MethodSource("modes")
  void aWarmServerOutlivesItsUsersUntilItIsIdle(Mode mode) {
    Available.assume(Technology.REDIS, mode);
    Server first = services.warm(Technology.REDIS, mode);
    Server second = services.warm(Technology.REDIS, mode);
    Reaper reaper = new Reaper(registry, technologies::end);

    first.close();
    reaper.sweep(Duration.ZERO);
    assertThat(second.answers(BOUND)).as("still in use").isTrue();

    second.close();
    services.sweep();
    assertThat(services.list()).as("not idle for long").hasSize(1);

    assertThat(
            Wait.until(
                BOUND,
                () -> {
                  reaper.sweep(Duration.ofMillis(1));
                  return services.list().isEmpty();
                }))
        .as("idle")
        .isTrue();
    assertThat(second.answers(Duration.ofMillis(300))).isFalse();
    assertThat(registry.entries()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("modes")
  void aWarmServerThatDiedIsStartedAgainAtItsAddress(Mode mode) {
    Available.assume(Technology.REDIS, mode);
    Server before = services.warm(Technology.REDIS, mode);

    before.kill();
    Server after = services.warm(Technology.REDIS, mode);

    assertThat(after.address()).isEqualTo(before.address());
    assertThat(after.answers(BOUND)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("modes")
  void aSweepRemovesEverythingOfAProcessThatWasKilled(Mode mode) throws Exception {
    Available.assume(Technology.REDIS, mode);
    Forked judge = new Forked(home, Map.of(), "own", "REDIS", mode.name());
    String[] childAndScratch = judge.line().split(" ", 2);
    assertThat(judge.line()).isNotNull();
    Entry entry = registry.entries().get(0);
    assertThat(technologies.software(Technology.REDIS).probe(entry.address(), BOUND)).isTrue();

    judge.kill();
    services.sweep();

    assertThat(
            technologies.software(Technology.REDIS).probe(entry.address(), Duration.ofMillis(300)))
        .isFalse();
    assertThat(entry.folder()).doesNotExist();
    assertThat(Processes.id(Long.parseLong(childAndScratch[0])))
        .as("the subject's process")
        .isEmpty();
    assertThat(Path.of(childAndScratch[1])).doesNotExist();
    if (mode == Mode.CONTAINERS) {
      assertThat(Containers.status(entry)).isEmpty();
    }
  }

  @Test
  void theKeeperRemovesWhatAKilledProcessLeftWithoutAnyCommand() throws Exception {
    assumeEmbedded();
    Forked judge = new Forked(home, Map.of("SYSLAB_IDLE", "1"), "own", "REDIS", "EMBEDDED");
    judge.line();
    judge.line();
    Entry entry = registry.entries().get(0);

    judge.kill();

    assertThat(Wait.until(BOUND, () -> registry.empty())).isTrue();
    assertThat(Probe.accepts(entry.address(), Duration.ofSeconds(1))).isFalse();
    assertThat(Wait.until(BOUND, () -> !Files.exists(home.resolve("keeper"))))
        .as("the keeper ends itself")
        .isTrue();
  }

  @Test
  void anOrderlyEndRemovesOwnServersToo() throws Exception {
    assumeEmbedded();
    try (Forked judge = new Forked(home, Map.of(), "own", "REDIS", "EMBEDDED")) {
      judge.line();
      judge.line();
    }

    assertThat(Wait.until(BOUND, () -> registry.entries().isEmpty())).isTrue();
  }

  @Test
  void aPlaceThatIsClosedLeavesNoMark() throws Exception {
    assumeEmbedded();
    try (Server redis = services.own(Technology.REDIS, Mode.EMBEDDED)) {
      Namespace first = redis.namespace("first");
      redis.namespace("second").close();
      first.close();

      assertThat(registry.servers().resolve(redis.id()).resolve("places")).isEmptyDirectory();
    }
  }

  @Test
  void whatWasWrittenInARemovedServersFolderDoesNotStandInTheWayOfTheNext() throws Exception {
    assumeEmbedded();
    Path folder = registry.servers().resolve(registry.warmId(Technology.REDIS, Mode.EMBEDDED));
    Files.createDirectories(folder.resolve("places"));
    Files.writeString(folder.resolve("places").resolve("late"), "1-0");

    try (Server redis = services.warm(Technology.REDIS, Mode.EMBEDDED)) {
      assertThat(redis.answers(BOUND)).isTrue();
    }
  }

  @Test
  void serversEndWhenTheirHomeIsRemoved() throws Exception {
    assumeEmbedded();
    try (Forked lab = new Forked(home, Map.of("SYSLAB_IDLE", "2"), "warm", "REDIS", "EMBEDDED")) {
      assertThat(lab.line()).isNotNull();
      Entry redis = registry.entry(registry.warmId(Technology.REDIS, Mode.EMBEDDED)).orElseThrow();
      Processes.Id process = redis.process().orElseThrow();
      // The keeper has to have seen it.
      Thread.sleep(5_000);

      Trees.delete(home);

      assertThat(Wait.until(BOUND, () -> !process.alive())).isTrue();
    }
  }

  @Test
  void aSweepStartsTheKeeperAgainIfItWasKilled() throws Exception {
    assumeEmbedded();
    try (Server redis = services.warm(Technology.REDIS, Mode.EMBEDDED)) {
      Path keeper = home.resolve("keeper");
      Processes.Id first = Processes.read(keeper).orElseThrow();
      Processes.killTree(first);

      services.sweep();

      assertThat(
              Wait.until(
                  BOUND, () -> Processes.read(keeper).filter(id -> !id.equals(first)).isPresent()))
          .isTrue();
    }
  }

  @Test
  void placesOfADeadProcessAreRemovedByTheNextOne() throws Exception {
    assumeEmbedded();
    try (Server redis = services.own(Technology.REDIS, Mode.EMBEDDED)) {
      Namespace orphan = redis.namespace("orphan");
      Client client = Client.of(Technology.REDIS, orphan.administration(redis.address()));
      client.put("left");
      Path mark = registry.servers().resolve(redis.id()).resolve("places").resolve(orphan.name());
      Files.writeString(mark, "1-0");

      redis.namespace("next").close();

      assertThat(mark).doesNotExist();
      assertThat(client.all()).isEmpty();
    }
  }

  @Test
  void onlyWhoStartsAContainerLoadsTheDockerLibraryAndNobodyItsReaper(@TempDir Path logs)
      throws Exception {
    assumeTrue(Available.modes().contains(Mode.CONTAINERS), "skipped: embedded only");
    Available.assume(Technology.REDIS, Mode.CONTAINERS);

    List<String> starting = libraryIn(logs.resolve("start"), "warm", "REDIS", "CONTAINERS");
    List<String> attaching = libraryIn(logs.resolve("attach"), "warm", "REDIS", "CONTAINERS");
    List<String> choosing = libraryIn(logs.resolve("choose"), "choose");

    assertThat(starting).isNotEmpty().noneMatch(line -> line.contains("ResourceReaper"));
    assertThat(attaching).isEmpty();
    assertThat(choosing).isEmpty();
  }

  /** The library's classes that another process loads, and the keeper that it starts. */
  private List<String> libraryIn(Path logs, String... command) throws Exception {
    Files.createDirectories(logs);
    String option = "-Xlog:class+load:file=" + logs.resolve("%p");
    try (Forked lab = new Forked(home, Map.of("JDK_JAVA_OPTIONS", option), command)) {
      assertThat(lab.line()).isNotNull();
    }
    List<String> classes = new ArrayList<>();
    for (Path log : Trees.list(logs)) {
      classes.addAll(Files.readAllLines(log));
    }
    classes.removeIf(
        line -> !line.matches(".* (com\\.github\\.dockerjava|org\\.testcontainers)\\..*"));
    return classes;
  }

  @Test
  void theChoiceSaysInOneLineWhichModeAndWhy() {
    Set<Technology> redis = EnumSet.of(Technology.REDIS);

    assertThat(services.choose(Optional.of(Mode.EMBEDDED), redis).reason())
        .isEqualTo("embedded: requested with --services");

    Available.assume(Technology.REDIS, Mode.CONTAINERS);
    assertThat(services.choose(Optional.of(Mode.CONTAINERS), redis).reason())
        .isEqualTo("containers: requested with --services");
    assertThat(services.choose(Optional.empty(), redis).reason())
        .matches("containers: \\w+ [\\d.]+ responds and has the images");
  }

  @Test
  void withoutAnEngineTheChoiceIsEmbeddedAndSaysWhy() throws Exception {
    try (Forked lab = new Forked(home, Map.of("DOCKER_HOST", "unix:///nowhere.sock"), "choose")) {
      assertThat(lab.line())
          .isEqualTo("EMBEDDED embedded: no Docker engine answers at /nowhere.sock");
    }
  }

  @Test
  void anEngineThatNeverAnswersDoesNotHoldUpTheChoice() throws Exception {
    Path socket = Files.createTempDirectory("engine").resolve("docker.sock");
    try (ServerSocketChannel mute = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      mute.bind(UnixDomainSocketAddress.of(socket));
      long start = System.nanoTime();

      try (Forked lab = new Forked(home, Map.of("DOCKER_HOST", "unix://" + socket), "choose")) {
        assertThat(lab.line()).startsWith("EMBEDDED ");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
  }

  private static void assumeEmbedded() {
    assumeTrue(Available.modes().contains(Mode.EMBEDDED), "skipped: containers only");
  }
}
