package dev.syslab.labs.caching;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.kit.net.Direction.FROM_SERVER;
import static dev.syslab.labs.caching.Catalogue.LIST_TIME_TO_LIVE;

import dev.syslab.kit.*;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

@Stage(number = 7, title = "Refresh before it expires", points = 30)
class Stage7EarlyRefreshTest {
  private static final Duration BOUND = Duration.ofSeconds(9);
  private static final int MOST_COMPUTED = 16;

  @Test
  @Hint("shared-list")
  void the_list_is_right_and_shared(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Shelf shelf = Shelf.of(postgres, random, 14);
    Loads loads = Loads.of(shelf.cheapest(), servers, postgres);

    for (int i = 0; i < 10; i++) {
      assertThat(servers.get(i % 2).cheapest())
          .as("the %d cheapest, by price and then id", Catalogue.CHEAPEST)
          .isEqualTo(shelf.expected());
    }

    assertThat(loads.count()).as("times that the list was computed for 10 calls").isEqualTo(1);
  }

  @Test
  @Hint("early-refresh")
  void while_it_is_asked_for_the_list_is_renewed_before_it_expires(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random, Notes notes) {
    Shelf shelf = Shelf.of(postgres, random, 12);
    servers.replicas().forEach(server -> server.contract().find(shelf.cheapest().id()));
    Duration slow = Duration.ofMillis(250);
    Duration length = LIST_TIME_TO_LIVE.multipliedBy(23).dividedBy(10);

    Loads loads = Loads.of(shelf.cheapest(), servers, postgres);
    Instant began;
    List<Crowd.Visit> visits;
    List<Crowd.Visit> control;
    try (Fault first = servers.replica(0).link(postgres).delay(slow);
        Fault second = servers.replica(1).link(postgres).delay(slow)) {
      servers.get(0).cheapest();
      servers.get(1).find(shelf.add().id());
      began = Instant.now();
      Crowd crowd = Crowd.begin(servers, shelf.cheapest(), length);
      visits = crowd.end(length.plus(BOUND));
      control = crowd.control().await(BOUND).get();
    }

    double lives =
        1.0 * Duration.between(began, Instant.now()).toMillis() / LIST_TIME_TO_LIVE.toMillis();
    notes.add(
        "%d calls in %.1f times to live: %d waited for the list, which was computed %d times",
        visits.size(),
        lives,
        visits.stream().filter(visit -> visit.slow(slow)).count(),
        loads.count());
    assertThat(Crowd.stampedes(visits, control, slow))
        .as(
            "times that all %d callers waited at once, in %.1f times to live: the list expired before"
                + " anybody computed it anew. Is the refresh early, and earlier the longer it takes?",
            Crowd.SIZE, lives)
        .isLessThan(2);
    assertThat((double) loads.count())
        .as(
            "times that the list was computed in %.1f times to live, at most %d in each; does the"
                + " chance to refresh fall with the time that is left?",
            lives, MOST_COMPUTED)
        .isLessThanOrEqualTo(Math.ceil(lives) * MOST_COMPUTED);
  }

  @Test
  @Hint("age-of-a-list")
  void the_list_is_as_old_as_the_beginning_of_its_computing(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Shelf shelf = Shelf.of(postgres, random, 12);
    servers.get(1).find(shelf.cheapest().id());
    Hold answer = servers.replica(0).link(postgres).holdAt(shelf.cheapest().name(), FROM_SERVER);
    Ongoing<List<Product>> computing = servers.begin(0, Catalogue::cheapest);
    assertThat(answer.held(BOUND)).as("a list that is not in Redis is computed").isTrue();

    Product bargain = shelf.makeCheapest(servers.get(1));
    Instant acknowledged = Instant.now();
    shelf.until(acknowledged.plus(LIST_TIME_TO_LIVE.dividedBy(2)));
    answer.release();
    assertThat(computing.await(BOUND)).isAcknowledged();

    shelf.until(acknowledged.plus(LIST_TIME_TO_LIVE));
    shelf.expectFirst(
        servers,
        bargain,
        "the database had read the list, a product became the cheapest, the answer came 2 s later",
        "the list's time to live began with the answer, not with the question");
  }

  @Test
  @Hint("too-old-a-list")
  void a_list_that_is_too_old_is_not_shown(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Shelf shelf = Shelf.of(postgres, random, 12);
    servers.get(1).find(shelf.cheapest().id());
    servers.get(0).cheapest();

    try (Fault cut = servers.replica(0).link(postgres).cut()) {
      Product bargain = shelf.makeCheapest(servers.get(1));
      Instant tooOld = Instant.now().plus(LIST_TIME_TO_LIVE);
      // Asked for again and again, so that a copy of a copy would be young when the list is not.
      while (Instant.now().isBefore(tooOld)) {
        servers.attempt(Catalogue::cheapest);
        Wait.atMost(Duration.ofMillis(50), () -> false);
      }
      Attempt<List<Product>> late = servers.attempt(Catalogue::cheapest);

      assertThat(late).during(cut);
      if (late.acknowledged()) {
        assertThat(late.get().get(0))
            .as(
                "first of the list, %s after the change and without PostgreSQL; an error is better"
                    + " than a list that is too old",
                LIST_TIME_TO_LIVE)
            .isEqualTo(bargain);
      }
    }
  }

  @Test
  @Hint("lease")
  void when_the_server_that_computes_is_killed_another_takes_over(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Shelf shelf = Shelf.of(postgres, random, 12);
    servers.get(1).find(shelf.cheapest().id());
    Hold answer = servers.replica(0).link(postgres).holdAt(shelf.cheapest().name(), FROM_SERVER);
    servers.begin(0, Catalogue::cheapest);
    answer.awaitBite(BOUND);

    servers.replica(0).kill();

    Ongoing<List<Product>> next = servers.begin(1, Catalogue::cheapest);
    assertThat(next.doneWithin(Catalogue.LEASE.multipliedBy(2).plusSeconds(3)))
        .as("server 1 has a list within twice the lease after server 0 died computing it")
        .isTrue();
    assertThat(next.await(BOUND)).returned(shelf.expected());
  }
}
