package dev.syslab.labs.caching;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.kit.net.Direction.TO_SERVER;

import dev.syslab.kit.Fault;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.Link;
import dev.syslab.kit.Ongoing;
import dev.syslab.kit.Postgres;
import dev.syslab.kit.Redis;
import dev.syslab.kit.Wait;
import dev.syslab.kit.verdict.Inconclusive;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A read on server 0 that an update on server 1 overtakes after the read has sent some commands to
 * Redis. What they carry does not matter: each answer takes a while, and the update is made while
 * one is on its way.
 */
record Overtaking(Fleet<Catalogue> servers, Postgres postgres, Redis redis, Shop shop) {
  static final int MOST_COMMANDS = 3;

  // Longer than a command takes to be sent, and an update to be made; too short for a silence.
  private static final Duration ANSWER = Duration.ofMillis(400);
  private static final Duration SENT = Duration.ofMillis(80);
  private static final Duration BOUND = Duration.ofSeconds(9);
  private static final int TRIES = 3;

  /**
   * Lets a read send that many commands after it has read the table, and then updates the product.
   *
   * @return the updated product, when both have ended
   */
  Product after(int commands) {
    for (int tries = 0; tries < TRIES; tries++) {
      Optional<Product> updated = attempt(commands);
      if (updated.isPresent()) {
        return updated.get();
      }
    }
    throw new Inconclusive("the machine was too slow: no update was made between two commands");
  }

  private Optional<Product> attempt(int commands) {
    Product old = shop.add();
    Product other = shop.add();
    Frozen reader = Frozen.read(servers, 0, old, postgres);
    Link link = servers.replica(0).link(redis);
    LongSupplier sent = link.countBytes(TO_SERVER);
    Ongoing<Product> writer;
    boolean inTime;
    try (Fault slow = link.delay(ANSWER)) {
      reader.answer().release();
      Wait.atMost(ANSWER, () -> sent.getAsLong() > 0 || reader.call().done());
      Instant first = Instant.now();
      Wait.pass(ANSWER.multipliedBy(commands - 1).plus(SENT));
      writer = servers.begin(1, catalogue -> catalogue.update(old.id(), shop.newName(), 1));
      Duration window = ANSWER.multipliedBy(commands).minus(Duration.between(first, Instant.now()));
      // A writer may wait for the reader; another product's shows whether the machine is fast.
      inTime =
          servers
                  .begin(1, catalogue -> catalogue.update(other.id(), shop.newName(), 1))
                  .doneWithin(window)
              && !window.isNegative();
      writer.doneWithin(Frozen.PATIENCE);
      reader.end();
      slow.awaitEffect(BOUND);
    }
    assertThat(writer.await(BOUND)).isAcknowledged();
    return inTime ? Optional.of(shop.committed(writer.await(BOUND).get())) : Optional.empty();
  }
}
