package dev.syslab.services.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.services.base.Logs;
import dev.syslab.services.base.Mode;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Technology;
import dev.syslab.services.process.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest {

  @TempDir Path home;

  @Test
  void anEntryIsReadAsItWasWritten() {
    Registry registry = new Registry(home);
    Entry written =
        Entry.create(registry.servers(), "redis-1", Technology.REDIS, Mode.EMBEDDED, true);
    written.set("port.client", "4711");
    written.save();

    Entry read = registry.entry("redis-1").orElseThrow();

    assertThat(read.technology()).isEqualTo(Technology.REDIS);
    assertThat(read.warm()).isTrue();
    assertThat(read.ownerAlive()).isTrue();
    assertThat(read.ready()).isFalse();
    assertThat(read.address().getPort()).isEqualTo(4711);
    assertThat(registry.entries()).hasSize(1);
  }

  @Test
  void anEntryThatCouldNotBeWrittenIsNotInTheWayOfTheNextAttempt() throws IOException {
    Registry registry = new Registry(home);
    Path obstacle = registry.servers().resolve("redis-4/held");
    Files.createDirectories(obstacle);
    assertThatThrownBy(
            () ->
                Entry.create(registry.servers(), "redis-4", Technology.REDIS, Mode.EMBEDDED, true))
        .isInstanceOf(ServiceException.class);
    Files.delete(obstacle);
    Files.delete(obstacle.getParent());

    Entry.create(registry.servers(), "redis-4", Technology.REDIS, Mode.EMBEDDED, true);

    try (var left = Files.list(registry.servers())) {
      assertThat(left).containsExactly(registry.servers().resolve("redis-4"));
    }
  }

  @Test
  void halfWrittenFoldersAreNoEntries() throws IOException {
    Registry registry = new Registry(home);
    Files.createDirectories(registry.servers().resolve("redis-2"));

    assertThat(registry.entries()).isEmpty();
  }

  @Test
  void aReusedProcessNumberIsAnotherProcess() {
    Processes.Id self = Processes.self();

    assertThat(self.alive()).isTrue();
    assertThat(new Processes.Id(self.pid(), self.start() + "0").alive()).isFalse();
    assertThat(Processes.Id.parse(self.toString())).contains(self);
    assertThat(Processes.Id.parse("nonsense")).isEmpty();
  }

  @Test
  void aUserMarkKeepsAnEntryInUseUntilItIsTakenAway() {
    Registry registry = new Registry(home);
    Entry entry =
        Entry.create(registry.servers(), "redis-3", Technology.REDIS, Mode.EMBEDDED, true);

    entry.markUser();
    assertThat(entry.inUse()).isTrue();
    entry.unmarkUser();

    assertThat(entry.inUse()).isFalse();
    assertThat(entry.idle()).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void portsAreBelowTheRangeOfOutgoingConnectionsAndNeverGivenTwice() {
    Registry registry = new Registry(home);

    List<Integer> ports = IntStream.range(0, 50).mapToObj(i -> registry.freePort()).toList();

    assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port >= 20_000 && port < 32_000);
  }

  @Test
  void aLockLetsOneThreadInAtATime() throws InterruptedException {
    Registry registry = new Registry(home);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    for (int i = 0; i < 40; i++) {
      threads.execute(
          () ->
              registry.locked(
                  "x",
                  () -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    Thread.yield();
                    return inside.decrementAndGet();
                  }));
    }
    threads.shutdown();

    assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(most).hasValue(1);
  }

  @Test
  void aHomeThatCannotBeMadeIsNamedWithItsRemedy() throws IOException {
    Path file = Files.createFile(home.resolve("file"));

    assertThatThrownBy(() -> new Registry(file.resolve("home")))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void theLastLinesOfALogAreWhole() throws IOException {
    Path log = home.resolve("log");
    Files.write(log, IntStream.range(0, 10_000).mapToObj(i -> "line " + i).toList());

    assertThat(Logs.tail(log, 2)).containsExactly("line 9998", "line 9999");
    assertThat(Logs.tail(home.resolve("none"), 2)).isEmpty();
  }
}
