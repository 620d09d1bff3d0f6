package dev.syslab.kit;

import dev.syslab.kit.run.TestScope;
import dev.syslab.kit.verdict.Inconclusive;
import dev.syslab.kit.verdict.NotImplementedYet;
import dev.syslab.kit.verdict.SubjectFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The processes under test: each runs the same program with a separate {@code SUBJECT_ID}, and all
 * use the same servers.
 *
 * @param <C> the lab's contract
 */
public final class Fleet<C> {
  private static final int MOST_AT_ONCE = 64;
  private static final ExecutorService CALLERS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "caller");
            thread.setDaemon(true);
            return thread;
          });

  private final List<Replica<C>> replicas;
  private final Supplier<Replica<C>> another;

  /**
   * @param another starts one more process
   */
  Fleet(List<Replica<C>> replicas, Supplier<Replica<C>> another) {
    this.replicas = new CopyOnWriteArrayList<>(replicas);
    this.another = another;
  }

  public int size() {
    return replicas.size();
  }

  /** The contract of one process, counted from 0. */
  public C get(int index) {
    return replicas.get(index).contract();
  }

  /** One process, counted from 0. */
  public Replica<C> replica(int index) {
    return replicas.get(index);
  }

  /** Every process, in order. */
  public List<Replica<C>> replicas() {
    return List.copyOf(replicas);
  }

  /**
   * Starts one more process, as the last of the fleet, and waits until it is ready.
   *
   * @throws SubjectFailure if it does not become ready
   */
  public Replica<C> startAnother() {
    Replica<C> started = another.get();
    replicas.add(started);
    return started;
  }

  /** Calls the first process, and reports the result instead of throwing. */
  public <T> Attempt<T> attempt(Call<C, T> call) {
    return attempt(0, call);
  }

  /** Calls one process, and reports the result instead of throwing. */
  public <T> Attempt<T> attempt(int index, Call<C, T> call) {
    Attempt<T> attempt = perform(replicas.get(index), call);
    if (attempt.error() instanceof NotImplementedYet todo) {
      throw todo;
    }
    return attempt;
  }

  /** Starts a call to one process and returns immediately. */
  public <T> Ongoing<T> begin(int index, Call<C, T> call) {
    Replica<C> replica = replicas.get(index);
    return new Ongoing<>(
        CompletableFuture.supplyAsync(() -> perform(replica, call), CALLERS),
        "the call to " + replica.name());
  }

  /**
   * Makes the given number of calls, spread evenly over the processes, up to 64 at a time.
   *
   * @return every attempt; a lost or refused one is part of the history and does not throw
   */
  public <T> History<T> concurrently(int calls, Call<C, T> call) {
    int threads = Math.min(calls, MOST_AT_ONCE);
    CountDownLatch start = new CountDownLatch(1);
    List<CompletableFuture<List<Attempt<T>>>> lanes = new ArrayList<>();
    for (int lane = 0; lane < threads; lane++) {
      int first = lane;
      lanes.add(
          CompletableFuture.supplyAsync(
              () -> {
                awaitQuietly(start);
                List<Attempt<T>> attempts = new ArrayList<>();
                for (int i = first; i < calls; i += threads) {
                  attempts.add(perform(replicas.get(i % replicas.size()), call));
                }
                return attempts;
              },
              CALLERS));
    }
    TestScope.waitingFor(calls + " concurrent calls to end");
    start.countDown();
    List<Attempt<T>> attempts = lanes.stream().flatMap(lane -> result(lane).stream()).toList();
    TestScope.waitingFor(null);
    for (Attempt<T> attempt : attempts) {
      if (attempt.error() instanceof NotImplementedYet todo) {
        throw todo;
      }
    }
    return History.ofAttempts(attempts);
  }

  /** Unlike {@code join}, ends when the test times out. */
  private static <R> R result(CompletableFuture<R> lane) {
    try {
      return lane.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Inconclusive("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static <C, T> Attempt<T> perform(Replica<C> replica, Call<C, T> call) {
    Instant began = Instant.now();
    try {
      T result = call.on(replica.contract());
      return new Attempt<>(replica.id(), began, Instant.now(), result, null);
    } catch (Exception | SubjectFailure | NotImplementedYet e) {
      return new Attempt<>(replica.id(), began, Instant.now(), null, e);
    }
  }
}
