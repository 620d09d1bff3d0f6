package dev.syslab.services.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.services.base.Mode;
import dev.syslab.services.base.Technology;
import dev.syslab.services.base.Wait;
import dev.syslab.services.postgresql.PostgreSql;
import dev.syslab.services.registry.Entry;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacesTest {
  @TempDir Path servers;
  private final SlowDatabases software = new SlowDatabases();
  private Entry entry;
  private Places places;

  /** Names what is made and dropped, by which thread. */
  private static final class SlowDatabases extends PostgreSql {
    final BlockingQueue<String> made = new LinkedBlockingQueue<>();
    final BlockingQueue<String> dropped = new LinkedBlockingQueue<>();
    final List<String> makers = new CopyOnWriteArrayList<>();
    final List<String> renewed = new CopyOnWriteArrayList<>();
    volatile boolean canRenew;

    SlowDatabases() {
      super(null);
    }

    @Override
    public String createPlace(Entry entry, String label) {
      makers.add(Thread.currentThread().getName());
      String name = label + makers.size();
      made.add(name);
      return name;
    }

    @Override
    public boolean renewPlace(Entry entry, String name, String newName) {
      if (canRenew) {
        renewed.add(newName);
      }
      return canRenew;
    }

    @Override
    public void dropPlace(Entry entry, String name) {
      // A new name that was not used is dropped to be sure.
      if (!name.contains("_")) {
        dropped.add(name + " by " + Thread.currentThread().getName());
      }
    }

    @Override
    public boolean probe(InetSocketAddress address, Duration bound) {
      return true;
    }

    String nextMade() throws InterruptedException {
      return made.poll(10, TimeUnit.SECONDS);
    }
  }

  @BeforeEach
  void server() {
    entry = Entry.create(servers, "postgresql-1", Technology.POSTGRESQL, Mode.EMBEDDED, true);
    entry.set("port.client", "1");
    places = new Places(entry);
  }

  /** What is dropped last is dropped by the thread that makes them: by then they stand ready. */
  @AfterEach
  void settle() throws InterruptedException {
    software.dropped.clear();
    places.give(software, "any");
    assertThat(software.dropped.poll(10, TimeUnit.SECONDS)).isEqualTo("any by places");
  }

  @Test
  void aServerOfOneTestMakesTheOnePlaceThatItIsAskedFor() throws Exception {
    String only = places.take(software, "lab");
    places.give(software, only);

    // The thread that drops it would have made others first.
    assertThat(software.dropped.poll(10, TimeUnit.SECONDS)).startsWith(only);
    assertThat(software.made).containsExactly(only);
  }

  @Test
  void whoComesThirdFindsAPlaceThatWasMadeAhead() throws Exception {
    places.take(software, "lab");
    places.take(software, "lab");
    software.nextMade();
    software.nextMade();
    String ahead = software.nextMade();
    String next = software.nextMade();
    settle();

    assertThat(List.of(places.take(software, "lab"), places.take(software, "lab")))
        .containsExactly(ahead, next);
    assertThat(software.makers.subList(0, 4))
        .containsExactly(
            Thread.currentThread().getName(), Thread.currentThread().getName(), "places", "places");
  }

  @Test
  void aUsedPlaceServesAgainUnderAnotherName() throws Exception {
    String used = places.take(software, "lab");
    places.take(software, "lab");
    settle();
    software.canRenew = true;
    places.give(software, used);
    assertThat(Wait.until(Duration.ofSeconds(10), () -> !software.renewed.isEmpty())).isTrue();
    software.canRenew = false;
    settle();
    List<String> next =
        List.of(
            places.take(software, "lab"),
            places.take(software, "lab"),
            places.take(software, "lab"));

    assertThat(next).containsAll(software.renewed).doesNotContain(used);
    assertThat(software.renewed).singleElement().asString().startsWith("lab_");
    assertThat(software.dropped).noneMatch(name -> name.startsWith(used));
  }

  @Test
  void aPlaceOfOneLabIsNotGivenToAnother() throws Exception {
    places.take(software, "one");
    places.take(software, "one");
    settle();

    assertThat(places.take(software, "other")).startsWith("other");
  }

  @Test
  void whatWasMadeAheadIsGoneWithTheData() throws Exception {
    places.take(software, "lab");
    places.take(software, "lab");
    settle();
    List<String> lost = List.copyOf(software.made);

    places.forget();

    assertThat(places.take(software, "lab")).isNotIn(lost);
  }
}
