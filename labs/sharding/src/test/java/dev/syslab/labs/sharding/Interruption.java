package dev.syslab.labs.sharding;

import dev.syslab.kit.*;
import dev.syslab.kit.net.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Points at which a transfer is stopped: after some part of all bytes that it exchanges with a
 * database. They exist in every design, since each talks to both.
 */
record Interruption(Postgres database, Direction direction, long bytes) {
  private static final String BUSY =
      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
          + " AND pid <> pg_backend_pid() AND state <> 'idle'";
  private static final Duration REACHED = Duration.ofSeconds(3);

  /** These parts of what a transfer exchanges, by the measure of one that nobody stops. */
  static List<Interruption> points(
      Replica<ShardedOrders> server, Runnable transfer, List<Postgres> databases, double... parts) {
    Map<Interruption, LongSupplier> counts = new LinkedHashMap<>();
    for (Postgres database : databases) {
      for (Direction direction : Direction.values()) {
        Link link = server.link(database);
        counts.put(new Interruption(database, direction, 0), link.countBytes(direction));
      }
    }
    transfer.run();
    List<Interruption> points = new ArrayList<>();
    for (double part : parts) {
      counts.forEach((point, count) -> points.add(point.at((long) (part * count.getAsLong()))));
    }
    return points;
  }

  /** After this part of what the server sends to a database in a transfer. */
  static Interruption sending(
      Replica<ShardedOrders> server, Runnable transfer, Postgres database, double part) {
    return points(server, transfer, List.of(database), part).stream()
        .filter(point -> point.direction() == Direction.TO_SERVER)
        .findFirst()
        .orElseThrow();
  }

  private Interruption at(long some) {
    return new Interruption(database, direction, Math.max(1, some));
  }

  /** Holds the server's next transfer here, if it comes so far. */
  Hold hold(Replica<ShardedOrders> server) {
    return server.link(database).holdAfter(bytes, direction).ifReached();
  }

  /** Waits until it is held, or has ended. */
  static void await(Hold hold, Ongoing<?> transfer) {
    Wait.atMost(REACHED, () -> hold.tookEffect() || transfer.done());
  }

  /** Waits until what a dead process had sent is done, and its open transactions are gone. */
  static void awaitQuiet(Postgres database) {
    Wait.conclusively(
        "the sessions of a killed process to end",
        Duration.ofSeconds(10),
        () -> database.number(BUSY) == 0);
  }

  @Override
  public String toString() {
    return "%s, %s, after %d bytes".formatted(database, direction, bytes);
  }

  /** As an answer, which {@code begin} asks for. */
  static boolean recovered(ShardedOrders orders) {
    orders.recover();
    return true;
  }

  /**
   * Recovery while a database does not answer may say so, and is tried again. If it says that all
   * is settled, it is taken at its word.
   */
  static void recoverWithout(Postgres database, Fleet<ShardedOrders> servers, int server) {
    boolean settled;
    try (Fault cut = servers.replica(server).link(database).cut()) {
      settled = servers.attempt(server, Interruption::recovered).acknowledged();
    }
    if (!settled) {
      Wait.until(
          "recover() to return when all databases answer again",
          Duration.ofSeconds(20),
          () -> servers.attempt(server, Interruption::recovered).acknowledged());
    }
  }

  static long sum(ShardedOrders orders, List<List<String>> customers) {
    return customers.stream().flatMap(List::stream).mapToLong(orders::balance).sum();
  }
}
