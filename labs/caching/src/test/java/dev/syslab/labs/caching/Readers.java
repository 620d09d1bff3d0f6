package dev.syslab.labs.caching;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.*;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** Calls that look for one product at the same time. */
record Readers(List<Ongoing<Optional<Product>>> calls) {
  static final Duration BOUND = Duration.ofSeconds(9);
  private static final Duration SLACK = Duration.ofSeconds(3);

  /** Begins that many calls, on the named servers in turn. */
  static Readers begin(Fleet<Catalogue> servers, String id, int count, int... where) {
    return new Readers(
        IntStream.range(0, count)
            .mapToObj(i -> servers.begin(where[i % where.length], catalogue -> catalogue.find(id)))
            .toList());
  }

  /**
   * How long it takes until none of them waits for others any more: each has ended, or asks the
   * database, where the lock holds its read. The bound, if that does not happen by then.
   */
  Duration waitForEachOther(TableLock lock, Duration bound) {
    Instant began = Instant.now();
    lock.awaitArrival(calls.get(0), bound);
    Wait.atMost(bound, () -> calls.stream().filter(call -> !call.done()).count() <= lock.waiting());
    return Duration.between(began, Instant.now());
  }

  boolean done() {
    return calls.stream().allMatch(Ongoing::done);
  }

  /** Waits until all have ended, one way or another. */
  void end() {
    calls.forEach(call -> call.await(BOUND));
  }

  /** Expects the product, within the bound, of a read on server 0 while Redis is silent. */
  static void expectWithin(
      Duration bound, Fleet<Catalogue> servers, Product product, Fault silence) {
    Attempt<Optional<Product>> read = servers.attempt(catalogue -> catalogue.find(product.id()));
    assertThat(read)
        .as(
            "a read while Redis is silent. Likely cause: the client's timeout is too long, the call"
                + " sends a second command, or the pool reconnects in the caller's thread")
        .during(silence)
        .returned(Optional.of(product))
        .endedWithin(bound);
  }

  /** Expects that so many of them reach the database, where the lock holds them, in time. */
  void expectAtTheTable(int least, TableLock lock, Duration bound) {
    Instant began = Instant.now();
    Wait.atMost(bound.multipliedBy(2), () -> lock.waiting() >= least || done());
    Timing.expectWithin(
        bound,
        Duration.between(began, Instant.now()),
        "with %d callers, the time until %d of them read the table, while Redis was silent."
                .formatted(calls.size(), least)
            + " Is the timeout too long, or does a caller send Redis a second command?");
  }

  /** Expects an answer to each: all permits were taken, but are needed only briefly from now on. */
  void expectPermits() {
    for (Ongoing<Optional<Product>> call : calls) {
      Attempt<Optional<Product>> read = call.await(BOUND);
      if (!read.acknowledged()) {
        // On a slow machine, it may have waited for as long as it may.
        Timing.expectWithin(
            Catalogue.PATIENCE.multipliedBy(9).dividedBy(10),
            read.took(),
            "time before a caller was refused a permit; each read takes only milliseconds. Does a"
                + " caller keep its permit while it sends another command to Redis?");
      }
      assertThat(read)
          .as("a read must wait for a permit if all of them are taken for a few milliseconds")
          .isAcknowledged();
    }
  }

  void expect(Product product) {
    calls.forEach(call -> assertThat(call.await(BOUND)).returned(Optional.of(product)));
  }

  /** Expects that all are answered so, and wait for others no longer than they may. */
  void expectWithinTwoLeases(Optional<Product> answer, String what, String cause) {
    Duration most = Catalogue.LEASE.multipliedBy(2).plus(SLACK);
    if (!Wait.atMost(most, this::done)) {
      long late = calls.stream().filter(call -> !call.done()).count();
      throw new AssertionError(
          """
          %s.
          expected: all are answered within twice the lease (plus %d s for a slow machine)
          seen: %d of %d were not
          Likely cause: %s."""
              .formatted(what, SLACK.toSeconds(), late, calls.size(), cause));
    }
    calls.forEach(call -> assertThat(call.await(BOUND)).as(what).returned(answer));
  }

  /**
   * Expects of each read that it has found its product, or was refused for want of a place in time.
   *
   * @return how many have found it
   */
  static int expectOrBusy(
      List<Ongoing<Optional<Product>>> reads, List<Product> products, Duration patience) {
    int answered = 0;
    for (int i = 0; i < reads.size(); i++) {
      Attempt<Optional<Product>> read = reads.get(i).await(BOUND);
      if (read.acknowledged()) {
        assertThat(read).returned(Optional.of(products.get(i)));
        answered++;
      } else {
        assertThat(read)
            .as(
                "a read that got no permit; does it wait too long for a connection, for Redis (once"
                    + " or twice), or for a permit?")
            .failedWith(BusyException.class)
            .endedWithin(patience);
      }
    }
    return answered;
  }

  /**
   * Reads the products one after the other, and expects of each that it is found.
   *
   * @param most when it looks, if they have not all ended before
   * @return how long the slowest read took until then, also one that still goes on
   */
  static Duration slowest(
      Fleet<Catalogue> servers, int server, List<Product> products, Duration most) {
    AtomicReference<Duration> slowest = new AtomicReference<>(Duration.ZERO);
    AtomicReference<Instant> began = new AtomicReference<>(Instant.now());
    Runnable look =
        () ->
            slowest.accumulateAndGet(
                Duration.between(began.get(), Instant.now()),
                (one, other) -> one.compareTo(other) > 0 ? one : other);
    Ongoing<Void> reads =
        servers.begin(
            server,
            catalogue -> {
              for (Product product : products) {
                began.set(Instant.now());
                assertThat(catalogue.find(product.id())).contains(product);
                look.run();
              }
              return null;
            });
    if (reads.doneWithin(most)) {
      assertThat(reads.await(BOUND)).isAcknowledged();
    } else {
      look.run();
    }
    return slowest.get();
  }
}
