package dev.syslab.services.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.services.base.ServiceException;
import dev.syslab.services.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinariesTest {
  private static final int CALLERS = 4;

  @TempDir Path home;
  private Registry registry;
  private final List<String> attempts = new CopyOnWriteArrayList<>();
  private final List<Thread> callers = new CopyOnWriteArrayList<>();

  @BeforeEach
  void putAFileWhereTheFolderShouldBe() throws Exception {
    registry = new Registry(home);
    Files.deleteIfExists(registry.cache());
    Files.writeString(registry.cache(), "in the way");
  }

  @Test
  void whoWaitedForAnAttemptThatFailedDoesNotTryAgain() throws Exception {
    List<String> failures = new CopyOnWriteArrayList<>();
    Binaries binaries = new Binaries(registry, line -> {});
    for (int i = 0; i < CALLERS; i++) {
      callers.add(
          new Thread(
              () -> {
                try {
                  binaries.once("program", this::fillWhenAllWait);
                } catch (ServiceException e) {
                  failures.add(e.getMessage());
                }
              }));
    }

    callers.forEach(Thread::start);
    for (Thread caller : callers) {
      caller.join(20_000);
    }

    assertThat(attempts).hasSize(1);
    assertThat(failures).hasSize(CALLERS).allMatch(why -> why.contains("cannot unpack"));
  }

  @Test
  void whoComesLaterDoes() throws Exception {
    Binaries binaries = new Binaries(registry, line -> {});
    assertThatThrownBy(() -> binaries.once("program", BinariesTest::fill))
        .isInstanceOf(ServiceException.class);
    Files.delete(registry.cache());

    assertThat(binaries.once("program", BinariesTest::fill))
        .isDirectoryContaining("glob:**/program");
  }

  private static void fill(Path target) throws IOException {
    Files.createDirectories(target);
    Files.writeString(target.resolve("program"), "it");
  }

  /** Lets the first attempt go on when all others wait for it. */
  private void fillWhenAllWait(Path target) throws IOException {
    attempts.add(target.toString());
    long end = System.nanoTime() + 10_000_000_000L;
    while (others().filter(BinariesTest::waitsForItsTurn).count() < CALLERS - 1) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the others do not wait");
      }
      Thread.onSpinWait();
    }
    fill(target);
  }

  private Stream<Thread> others() {
    return callers.stream().filter(caller -> caller != Thread.currentThread());
  }

  /** Not just anywhere: who still looks for the archive has not asked yet. */
  private static boolean waitsForItsTurn(Thread caller) {
    return caller.getState() == Thread.State.WAITING
        && Stream.of(caller.getStackTrace())
            .anyMatch(frame -> frame.getMethodName().equals("locked"));
  }
}
