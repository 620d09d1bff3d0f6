package dev.syslab.labs.caching;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Fault;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.Link;
import dev.syslab.kit.Ongoing;
import dev.syslab.kit.Postgres;
import dev.syslab.kit.Redis;
import dev.syslab.kit.Wait;
import dev.syslab.kit.net.Direction;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Updates products through one server, while something hinders it or a reader is frozen. */
record Writer(Fleet<Catalogue> servers, int server, Postgres postgres, Shop shop) {
  private static final Duration BOUND = Duration.ofSeconds(9);

  /**
   * Updates what the frozen reader holds. A writer that waits for the reader is right too, as long
   * as it goes on afterwards: then the reader does not stand still any longer.
   */
  Product overtake(Frozen reader) {
    Ongoing<Product> writer = begin(reader.product());
    if (!writer.doneWithin(Frozen.PATIENCE)) {
      reader.thaw();
    }
    return shop.committed(writer.await(BOUND).get());
  }

  /** Lets the reader go on between the first command that follows the commit and the next. */
  void overtakeInSteps(Frozen reader, Redis redis) throws Exception {
    Link link = servers.replica(server).link(redis);
    Ongoing<Product> writer;
    LongSupplier answered;
    Fault slow;
    try (CommitGate gate = new CommitGate(postgres)) {
      writer = begin(reader.product());
      gate.awaitArrival(writer, reader);
      answered = link.countBytes(Direction.FROM_SERVER);
      slow = link.delay(Duration.ofMillis(300));
    }
    try (slow) {
      // Redis has carried out the first command, and the writer does not know yet.
      Wait.conclusively(
          "Redis to answer the writer", BOUND, () -> answered.getAsLong() > 0 || writer.done());
      reader.thaw();
      assertThat(writer.await(BOUND)).isAcknowledged();
    }
  }

  /**
   * Writes a new price, with a COMMIT that takes longer than a lease; a reader of the old row fills
   * Redis meanwhile, if it may.
   */
  Product repriceSlowly(Product old, WritePolicy policy) throws Exception {
    Ongoing<Product> writer;
    try (CommitGate gate = new CommitGate(postgres)) {
      writer =
          servers.begin(
              server, catalogue -> catalogue.reprice(old.id(), old.priceCents() + 1, policy));
      gate.awaitArrival(writer);
      Wait.pass(Catalogue.LEASE.plusMillis(200));
      servers.get(1 - server).find(old.id());
    }
    return shop.committed(writer.await(BOUND).get());
  }

  /** Commits, and loses the answer to the COMMIT. */
  void loseAnswer(Product old) throws Exception {
    loseAnswer(() -> begin(old), CommitGate::awaitArrival, () -> changed(old));
  }

  /** The same for the product that a frozen reader holds. */
  void loseAnswer(Frozen reader) throws Exception {
    Product old = reader.product();
    loseAnswer(
        () -> begin(old), (gate, writer) -> gate.awaitArrival(writer, reader), () -> changed(old));
  }

  /** The same for a new price. */
  void loseAnswerToReprice(Product old, WritePolicy policy) throws Exception {
    loseAnswer(
        () ->
            servers.begin(
                server, catalogue -> catalogue.reprice(old.id(), old.priceCents() + 1, policy)),
        CommitGate::awaitArrival,
        () -> changed(old));
  }

  /** The same for a product that is created. */
  void loseAnswerToCreate(Product fresh) throws Exception {
    loseAnswer(() -> create(fresh), CommitGate::awaitArrival, () -> shop.has(fresh.id()));
  }

  private void loseAnswer(
      Supplier<Ongoing<Product>> begin,
      BiConsumer<CommitGate, Ongoing<Product>> arrival,
      BooleanSupplier committed)
      throws Exception {
    Link link = servers.replica(server).link(postgres);
    Ongoing<Product> writer;
    Fault silence;
    try (CommitGate gate = new CommitGate(postgres)) {
      writer = begin.get();
      arrival.accept(gate, writer);
      silence = link.blackHole();
    }
    silence.awaitEffect(BOUND);
    Wait.conclusively("the database to commit", BOUND, committed);
    try (silence;
        Fault cut = link.cut()) {
      assertThat(writer.await(BOUND)).during(cut);
    }
  }

  /** Begins to create the product on this writer's server. */
  Ongoing<Product> create(Product fresh) {
    return servers.begin(
        server, catalogue -> catalogue.create(fresh.id(), fresh.name(), fresh.priceCents()));
  }

  private boolean changed(Product old) {
    return shop.row(old.id()).version() > old.version();
  }

  private Ongoing<Product> begin(Product old) {
    return servers.begin(server, catalogue -> catalogue.update(old.id(), shop.newName(), 1));
  }
}
