package dev.syslab.solutions.websocketchat;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Threads that may wait for Redis, so that event loops need not. */
public class Lanes implements AutoCloseable {
  private static final int LANES = 4;

  private final List<ExecutorService> lanes =
      Stream.generate(Executors::newSingleThreadExecutor).limit(LANES).toList();
  private final AtomicInteger next = new AtomicInteger();

  /** A thread that carries out what one connection asks for, one request after the other. */
  public Executor next() {
    return lanes.get(Math.floorMod(next.getAndIncrement(), LANES));
  }

  /** First lets connections leave their rooms, so that the others hear it at once. */
  @Override
  public void close() throws InterruptedException {
    lanes.forEach(ExecutorService::shutdown);
    for (ExecutorService lane : lanes) {
      if (!lane.awaitTermination(1, TimeUnit.SECONDS)) {
        lane.shutdownNow();
      }
    }
  }
}
