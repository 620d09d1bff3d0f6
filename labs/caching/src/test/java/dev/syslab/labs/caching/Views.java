package dev.syslab.labs.caching;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Attempt;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.History;
import dev.syslab.kit.Hold;
import dev.syslab.kit.Link;
import dev.syslab.kit.Ongoing;
import dev.syslab.kit.Postgres;
import dev.syslab.kit.Wait;
import dev.syslab.kit.net.Direction;
import dev.syslab.kit.verdict.Inconclusive;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.LongSupplier;

/** Views of one product: how many were acknowledged, and how many the database has. */
record Views(Fleet<Catalogue> servers, Postgres postgres, String id) {
  /** Beside what the contract grants, for a slow machine and connections that are made anew. */
  private static final Duration SLACK = Duration.ofSeconds(4);

  private static final Duration BOUND = Duration.ofSeconds(9);
  private static final Duration HELD = Duration.ofMillis(250);
  private static final int MOST_BEGUN = 8;

  /** Of a product whose id holds what programs like to put between two ids. */
  static Views of(Fleet<Catalogue> servers, Postgres postgres, Random random) {
    String id = new Shop(postgres, random).unknownId() + ":views|7,8;9 =x";
    return new Views(servers, postgres, id);
  }

  /** Makes that many calls on all servers, and expects that each is acknowledged. */
  void view(int times) {
    History<Object> views = servers.concurrently(times, this::viewed);
    assertThat(views).acknowledgedAll();
  }

  /** Makes that many calls on server 0, one after the other. */
  void viewOnServer0(int times) {
    viewOn(0, times);
  }

  /** The same on any server. */
  void viewOn(int server, int times) {
    for (int i = 0; i < times; i++) {
      Attempt<Object> attempt = servers.attempt(server, this::viewed);
      assertThat(attempt).isAcknowledged();
    }
  }

  /**
   * Makes one call, and then that many on server 0, one after the other; expects that the product
   * is written at most once in each {@link Catalogue#FLUSH_EVERY} meanwhile.
   */
  void viewOneByOne(int times) {
    viewOnServer0(1);
    LongSupplier writes = servers.replica(0).link(postgres).count(id, Direction.TO_SERVER);
    Instant began = Instant.now();

    viewOnServer0(times);

    long written = writes.getAsLong();
    long most = 2 + Duration.between(began, Instant.now()).dividedBy(Catalogue.FLUSH_EVERY);
    if (most >= times) {
      throw new Inconclusive("the machine was too slow: one write for each view would be correct");
    }
    assertThat(written)
        .as(
            "writes of one product while %d views were counted; at most one per %s",
            times, Catalogue.FLUSH_EVERY)
        .isLessThanOrEqualTo(most);
  }

  long stored() {
    return postgres.number(
        "SELECT coalesce(sum(views), 0) FROM product_views WHERE product_id = ?", id);
  }

  /** Expects that they all arrive in time, and that no more come afterwards. */
  void expect(long acknowledged, String what, String lost, String twice) {
    Wait.atMost(Catalogue.FLUSH_WITHIN.plus(SLACK), () -> stored() >= acknowledged);
    // A second try of a batch would come with one of the next flushes.
    Wait.atMost(Catalogue.FLUSH_EVERY.multipliedBy(5), () -> stored() > acknowledged);
    long stored = stored();
    if (stored != acknowledged) {
      String cause = stored < acknowledged ? new Missing(this).cause(acknowledged, lost) : twice;
      String expected = acknowledged + " views in product_views, as many as were acknowledged";
      throw wrong(what, expected, stored, cause);
    }
  }

  /** Lets that many flushes pass, whether they succeed or not. */
  void awaitFlushes(int flushes) {
    Instant end = Instant.now().plus(Catalogue.FLUSH_EVERY.multipliedBy(flushes));
    Wait.conclusively("flushes to pass", SLACK, () -> Instant.now().isAfter(end));
  }

  /** One view, tried again until it is acknowledged: a connection that was cut may say so first. */
  void viewUntilAcknowledged() {
    Wait.until(
        "a view to be acknowledged", SLACK, () -> servers.attempt(this::viewed).acknowledged());
  }

  /**
   * Begins views on server 0 until the answer to one is held, and ends the connection then.
   *
   * @return how many views were begun
   */
  int loseAnswer(Link link) {
    for (int begun = 1; ; begun++) {
      Hold answer = link.holdAfter(0, Direction.FROM_SERVER).ifReached();
      Ongoing<Object> view = servers.begin(0, this::viewed);
      Wait.conclusively(
          "Redis to answer the view", SLACK, () -> answer.tookEffect() || view.done());
      // The server asks for other reasons, too, and the first answer may be to another question.
      boolean through = Wait.atMost(HELD, view::done);
      if (!through || begun == MOST_BEGUN) {
        // Only this one, and at once: a server that sends the view again finds Redis as it was.
        answer.disconnect();
        view.await(BOUND);
        return begun;
      }
      answer.release();
    }
  }

  Object viewed(Catalogue catalogue) {
    catalogue.view(id);
    return "viewed";
  }

  /** Makes the first call, on server 0, and expects that the view is stored. */
  void expectFlusher() {
    viewOnServer0(1);
    expectAtLeast(1, "a view was acknowledged, and nothing else happened");
  }

  void expectAtLeast(long views, String what) {
    if (!Wait.atMost(Catalogue.FLUSH_WITHIN.plus(SLACK), () -> stored() >= views)) {
      throw wrong(
          what,
          "at least %d in product_views within %d s"
              .formatted(views, Catalogue.FLUSH_WITHIN.toSeconds()),
          stored(),
          "no flusher runs: it was never started, an error has ended it, or it is blocked");
    }
  }

  /** Expects that no more come. */
  void expectAtMost(long views, String what, String cause) {
    Wait.atMost(Catalogue.FLUSH_WITHIN, () -> stored() > views);
    if (stored() > views) {
      throw wrong(what, "at most %d views in product_views".formatted(views), stored(), cause);
    }
  }

  private static AssertionError wrong(String what, String expected, long stored, String cause) {
    return new AssertionError(
        """
        %s.
        expected: %s
        seen: %d
        Likely cause: %s."""
            .formatted(what, expected, stored, cause));
  }
}
