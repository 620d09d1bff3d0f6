package dev.syslab.solutions.replication;

import dev.syslab.labs.replication.Answer;
import dev.syslab.labs.replication.ReplicaLag;
import dev.syslab.labs.replication.UnavailableException;
import dev.syslab.subject.Environment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Stage 2: the lag of each replica, measured when it is asked for. All servers are asked at once,
 * and who has not answered by {@link Lag#MEASURED_WITHIN} is not known.
 */
public abstract class Measured extends Named {
  protected final ExecutorService asking =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "asking");
            thread.setDaemon(true);
            return thread;
          });

  protected Measured(Environment env) {
    super(env);
  }

  @Override
  public List<ReplicaLag> lags() {
    Map<Integer, Optional<Position>> positions = positions();
    Optional<Position> written = positions.remove(primary());
    List<ReplicaLag> lags = new ArrayList<>();
    positions.forEach(
        (server, replayed) -> lags.add(new ReplicaLag(server, lag(written, replayed))));
    return lags;
  }

  /** Not negative: the replica may have been asked a little later than the primary. */
  protected Optional<Long> lag(Optional<Position> written, Optional<Position> replayed) {
    return written.flatMap(
        primary -> replayed.map(replica -> Math.max(0, primary.bytes() - replica.bytes())));
  }

  /** Of all servers at once, by number; empty for one that does not answer in time. */
  protected Map<Integer, Optional<Position>> positions() {
    long end = System.nanoTime() + MEASURED_WITHIN.toNanos() * 9 / 10;
    Map<Integer, CompletableFuture<Position>> asked = new LinkedHashMap<>();
    for (int server = 0; server < servers.count(); server++) {
      int one = server;
      asked.put(server, CompletableFuture.supplyAsync(() -> position(one), asking));
    }
    Map<Integer, Optional<Position>> positions = new LinkedHashMap<>();
    asked.forEach((server, answer) -> positions.put(server, by(end, answer)));
    return positions;
  }

  protected Position position(int server) {
    return servers.in(server, Position::of);
  }

  private static Optional<Position> by(long end, CompletableFuture<Position> answer) {
    try {
      return Optional.of(answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException | ExecutionException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted", e);
    }
  }

  @Override
  public Answer readWithin(long bytes, List<String> statements) {
    Check.statements(statements);
    List<Integer> near =
        lags().stream()
            .filter(lag -> lag.bytes().isPresent() && lag.bytes().get() <= bytes)
            .map(ReplicaLag::server)
            .toList();
    return readOn(replicasInTurn().stream().filter(near::contains).toList(), statements);
  }

  @Override
  public void close() {
    asking.shutdownNow();
    super.close();
  }
}
