package dev.syslab.labs.caching;

import static dev.syslab.kit.net.Direction.FROM_SERVER;
import static dev.syslab.kit.net.Direction.TO_SERVER;
import static dev.syslab.labs.caching.Catalogue.LEASE;

import dev.syslab.kit.Fleet;
import dev.syslab.kit.Link;
import dev.syslab.kit.Postgres;
import dev.syslab.kit.Redis;
import dev.syslab.kit.Wait;
import java.time.Duration;
import java.util.Random;
import java.util.function.LongSupplier;

/** A product that is being loaded by a frozen caller on server 0, while others come. */
record Herd(Fleet<Catalogue> servers, Product product, Loads loads, Frozen loader) {
  static final String FREE_TOO_SOON =
      "the lease was released before the product was cached, or a waiter took the lease and did"
          + " not check Redis again";

  // Within that, a call that has begun has sent its first command.
  private static final Duration SENT = Duration.ofMillis(100);

  static Herd of(Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Product product = new Shop(postgres, random).addAndWarm(servers);
    Loads loads = Loads.of(product, servers, postgres);
    return new Herd(servers, product, loads, Frozen.read(servers, 0, product, postgres));
  }

  /** Begins that many more calls, on the named servers in turn. */
  Readers join(int count, int... where) {
    return Readers.begin(servers, product.id(), count, where);
  }

  /** Begins that many more calls on server 1; returns when Redis has answered one. */
  Readers joinAndMiss(int count, Redis redis) {
    Link link = servers.replica(1).link(redis);
    LongSupplier asked = link.count(product.id(), TO_SERVER);
    LongSupplier answered = link.countBytes(FROM_SERVER);
    Readers readers = join(count, 1);
    awaitAnswer(asked, answered);
    return readers;
  }

  /**
   * Waits until Redis was asked for a product, and has answered.
   *
   * @param asked how often the product's id was sent
   * @param answered bytes of answers, which may be to others: to a flusher, or to a caller that
   *     opens a connection
   */
  static void awaitAnswer(LongSupplier asked, LongSupplier answered) {
    // No longer, as there are keys in which the id cannot be read.
    Wait.atMost(SENT, () -> asked.getAsLong() > 0);
    Wait.conclusively("Redis to answer", LEASE, () -> answered.getAsLong() > 0);
  }

  /** Gives loads that should not be a while to appear; well within a lease. */
  void watchForMoreThan(int loads) {
    Wait.atMost(LEASE.dividedBy(3), () -> this.loads.count() > loads);
  }

  /** Waits for a successor of the loader; when it comes tells why there may be many. */
  String causeOfManyLoads() {
    Wait.atMost(LEASE.multipliedBy(3), () -> loads.count() > 1);
    return loader.age().compareTo(LEASE.multipliedBy(7).dividedBy(4)) > 0
        ? "the lease does not expire after %d s, so that all waiters run out of patience and load"
            .formatted(LEASE.toSeconds())
        : "when the lease expires, all waiters load instead of one of them";
  }

  /**
   * @param most how many loads are right, each but the first because a lease has ended
   */
  void expectLoads(int most, String what, String cause) {
    loads.expectAtMost(most, loader.began().plus(LEASE.multipliedBy(most - 1)), what, cause);
  }
}
