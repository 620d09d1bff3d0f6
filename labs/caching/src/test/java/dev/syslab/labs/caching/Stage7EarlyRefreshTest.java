package dev.syslab.labs.caching;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.kit.net.Direction.TO_SERVER;
import static dev.syslab.labs.caching.Catalogue.LIST_TIME_TO_LIVE;

import dev.syslab.kit.*;
import dev.syslab.kit.verdict.Inconclusive;
import java.time.*;
import java.util.*;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@Stage(number = 7, title = "Refresh before it expires", points = 30)
class Stage7EarlyRefreshTest {
  private static final Duration BOUND = Duration.ofSeconds(9);

  @Test
  @Hint("shared-list")
  void the_list_is_right_and_shared(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Shelf shelf = Shelf.of(postgres, random, 14);
    servers.replicas().forEach(server -> server.contract().find(shelf.add().id()));
    Loads loads = Loads.of(shelf.cheapest(), servers, postgres);
    Instant began = Instant.now();

    Shelf.expectShared(servers, postgres, shelf.expected());
    for (int i = 0; i < 24; i++) {
      assertThat(servers.get(i % 2).cheapest())
          .as("the %d cheapest, by price and then id", Catalogue.CHEAPEST)
          .isEqualTo(shelf.expected());
    }

    loads.expectFew(LIST_TIME_TO_LIVE, began, "Is the list kept in Redis?");
  }

  @Test
  @Hint("shared-list")
  void an_empty_list_is_a_list_too(@Replicas(2) Fleet<Catalogue> servers, Postgres postgres) {
    Shelf.expectShared(servers, postgres, List.of());
  }

  @Test
  @Hint("age-of-a-list")
  void the_list_ages_by_no_servers_own_clock(
      @Replicas(
              value = 2,
              clockOffsetMillis = {60_000, -60_000})
          Fleet<Catalogue> servers,
      Postgres postgres,
      Random random) {
    ListAge age = new ListAge(servers, postgres, Shelf.of(postgres, random, 12));
    age.expectKept(
        1, "Server 1's clock is a minute slow: until when may the list stay, by which clock?");
    age.expectNoOlder(
        0,
        "server 0, whose clock is a minute fast, computed the list; then a product became the"
            + " cheapest",
        "the list's expiry is computed from server 0's own clock");
  }

  @Test
  @Hint("set-and-expire-at-once")
  void the_list_is_never_without_a_time_to_live(
      Fleet<Catalogue> servers, Postgres postgres, Redis redis, Random random) {
    Shelf shelf = Shelf.of(postgres, random, 12);
    servers.get(0).find(shelf.add().id());

    try (Fault slow = servers.replica(0).link(redis).delay(Duration.ofMillis(150))) {
      Ongoing<List<Product>> call = servers.begin(0, Catalogue::cheapest);

      assertThat(Keys.immortalDuring(call, redis)).as("keys seen without a time to live").isEmpty();
      assertThat(call.await(BOUND)).returned(shelf.expected()).during(slow);
    }
  }

  @Test
  @Hint("shared-list")
  void changes_do_not_make_every_call_compute_the_list(
      Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Shelf shelf = Shelf.of(postgres, random, 12);
    servers.get(0).cheapest();
    Loads loads = Loads.of(shelf.cheapest(), servers, postgres);
    Instant began = Instant.now();

    shelf.changeAndList(servers.get(0), 24);

    loads.expectFew(
        LIST_TIME_TO_LIVE,
        began,
        "It may lag behind the table. Does each change delete it from Redis?");
  }

  @Test
  @Hint("no-list-yet")
  void callers_who_find_no_list_do_not_all_compute_it(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) throws Exception {
    Shelf shelf = Shelf.of(postgres, random, 12);
    servers.replicas().forEach(server -> server.contract().find(shelf.add().id()));
    Loads loads = Loads.of(shelf.cheapest(), servers, postgres);

    Instant began = Instant.now();
    List<Ongoing<List<Product>>> callers;
    try (TableLock lock = new TableLock(postgres)) {
      callers =
          IntStream.range(0, 28).mapToObj(i -> servers.begin(i % 2, Catalogue::cheapest)).toList();
      lock.awaitArrival(callers.get(0), BOUND);
      // For the others, who find no list either; well within a lease.
      Wait.pass(Catalogue.LEASE.dividedBy(5));
    }

    callers.forEach(call -> assertThat(call.await(BOUND)).returned(shelf.expected()));
    loads.expectFew(
        LIST_TIME_TO_LIVE,
        began,
        "28 callers found no list. Does a caller that finds none compute it without checking"
            + " whether another one does?");
  }

  @Test
  @Hint("a-failed-refresh-is-harmless")
  void a_refresh_that_fails_takes_no_list_away(
      Fleet<Catalogue> servers, Postgres postgres, Random random) throws Exception {
    Shelf shelf = Shelf.of(postgres, random, 12);
    servers.get(0).find(shelf.add().id());
    try (Fault slow = servers.replica(0).link(postgres).delay(Duration.ofMillis(300))) {
      servers.get(0).cheapest();
      slow.awaitEffect(BOUND);
    }

    List<Ongoing<List<Crowd.Visit>>> callers;
    long refused;
    try (TableLock lock = new TableLock(postgres)) {
      callers = Crowd.tryFor(servers, 4, LIST_TIME_TO_LIVE.plusMillis(500));
      refused = lock.endWaitingUntil(() -> callers.stream().allMatch(Ongoing::done), BOUND);
    }

    if (refused == 0) {
      throw new Inconclusive("no query of the test's calls was terminated, so no refresh failed");
    }
    assertThat(
            Crowd.needless(
                callers.stream().flatMap(call -> call.await(BOUND).get().stream()).toList()))
        .as(
            "calls that threw because the database did, while Redis still had a valid list (later"
                + " calls returned it). Likely cause: an early computation lets its error"
                + " through")
        .isZero();
  }

  @Test
  @Hint("early-refresh")
  void while_it_is_asked_for_the_list_is_renewed_before_it_expires(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random, Notes notes)
      throws Exception {
    Shelf shelf = Shelf.of(postgres, random, 12);
    servers.replicas().forEach(server -> server.contract().find(shelf.cheapest().id()));
    shelf.openConnections(servers, postgres);
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
      Crowd crowd = Crowd.begin(servers, shelf, length);
      visits = crowd.end(length.plus(BOUND));
      control = crowd.control().await(BOUND).get();
    }

    double lives = Loads.spans(LIST_TIME_TO_LIVE, began);
    Crowd.expectRight(visits);
    Crowd.note(notes, visits, slow, lives, loads);
    Crowd.expectFewStampedes(visits, control, slow, lives);
    loads.expectFew(
        LIST_TIME_TO_LIVE,
        began,
        "Is the probability of an early refresh too high while much time is left?");
  }

  @Test
  @Hint("age-of-a-list")
  void the_list_is_as_old_as_the_beginning_of_its_computing(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Shelf shelf = Shelf.of(postgres, random, 12);
    Shelf.Computing computing = shelf.compute(servers, postgres);

    Product bargain = shelf.makeCheapest(servers.get(1));
    Instant acknowledged = Instant.now();
    shelf.until(acknowledged.plus(LIST_TIME_TO_LIVE.dividedBy(2)));
    computing.answer().release();
    assertThat(computing.call().await(BOUND)).isAcknowledged();

    shelf.until(acknowledged.plus(LIST_TIME_TO_LIVE).minusMillis(600));
    // A list that took long is computed anew early, and quickly: nobody would see the old one.
    try (Fault slow = servers.replica(0).link(postgres).delay(Duration.ofMillis(200))) {
      // A server that renews the list in the background asks PostgreSQL nothing now; a read does.
      servers.get(0).find(shelf.add().id());
      shelf.until(acknowledged.plus(LIST_TIME_TO_LIVE));
      shelf.expectFirstOfMany(
          servers,
          0,
          bargain,
          "the database had read the list, a product became the cheapest, the answer came 2 s later",
          "the list's time to live started with the answer, not with the query");
    }
  }

  @Test
  @Hint("age-of-a-list")
  void a_list_that_reaches_redis_late_is_no_younger(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Redis redis, Random random) {
    Shelf shelf = Shelf.of(postgres, random, 12);
    Shelf.Computing computing = shelf.compute(servers, postgres);
    // Whatever the list looks like on its way to Redis.
    Hold request = servers.replica(0).link(redis).holdAll(TO_SERVER);
    computing.answer().release();

    Product bargain = shelf.makeCheapest(servers.get(1));
    Instant acknowledged = Instant.now();
    shelf.until(acknowledged.plus(LIST_TIME_TO_LIVE.dividedBy(2)));
    request.release();
    computing.call().await(BOUND);

    shelf.until(acknowledged.plus(LIST_TIME_TO_LIVE));
    shelf.expectFirst(
        servers,
        bargain,
        "the list was computed, a product became the cheapest, the list reached Redis 2 s later",
        "Redis was told how long to keep the list, and counted from when the command arrived");
  }

  @Test
  @Hint("too-old-a-list")
  void a_list_that_is_too_old_is_not_shown(
      @Replicas(2) Fleet<Catalogue> servers, Postgres postgres, Random random) {
    Shelf shelf = Shelf.of(postgres, random, 12);
    servers.get(0).find(shelf.cheapest().id());
    // The change is to follow the list at once.
    shelf.changeAndList(servers.get(1), 1);

    try (Fault cut = servers.replica(0).link(postgres).cut()) {
      Product bargain = shelf.makeCheapest(servers.get(1));
      Instant tooOld = Instant.now().plus(LIST_TIME_TO_LIVE);
      ListAge.askUntil(tooOld, servers);
      Attempt<List<Product>> late = servers.attempt(Catalogue::cheapest);

      assertThat(late).during(cut);
      if (late.acknowledged()) {
        assertThat(late.get().get(0))
            .as(
                "first product of the list, %s after the change, with PostgreSQL cut off; if only"
                    + " an older list is available, the call must fail",
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
    shelf.compute(servers, postgres);

    servers.replica(0).kill();

    Ongoing<List<Product>> next = servers.begin(1, Catalogue::cheapest);
    assertThat(next.doneWithin(Catalogue.LEASE.plusMillis(1_700)))
        .as("whether server 1 returns a list after server 0 was killed and its lease has expired")
        .isTrue();
    assertThat(next.await(BOUND)).returned(shelf.expected());
  }
}
