package dev.syslab.labs.ratelimiter;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.kit.net.Direction.FROM_SERVER;
import static dev.syslab.labs.ratelimiter.Gateways.*;
import static dev.syslab.labs.ratelimiter.RateLimiter.SLOT_GRACE;
import static dev.syslab.labs.ratelimiter.RateLimiter.SLOT_LEASE;

import dev.syslab.kit.*;
import java.time.*;
import java.util.*;
import org.junit.jupiter.api.Test;

@Stage(number = 6, title = "Slots that outlive their holder", points = 30)
class Stage6SlotsTest {
  private static final Duration BOUND = SLOT_LEASE.plus(SLOT_GRACE).plus(SLACK);
  private static final String LIMITS = limits(limit("hourly", Algorithm.SLIDING_LOG, 100, 3_600));

  @Test
  @Hint("lease-the-slot")
  void a_killed_gateways_slot_comes_back(@Replicas(2) Fleet<RateLimiter> gateways, Redis redis) {
    configure(gateways, LIMITS, "\"slots\": 1" + andOther(LIMITS));
    Keys keys = Keys.from(redis);
    assertThat(keys.immortalThroughASlowLink(gateways, one -> one.acquire(ROUTE, "eve")))
        .as("keys seen without a time to live while a gateway took a slot")
        .isEmpty();
    Instant taken = Instant.now();
    assertThat(gateways.get(0).acquire(ROUTE, "ann")).as("ann's only slot").isPresent();
    assertThat(gateways.get(1).acquire(ROUTE, "ann")).as("a second slot for ann").isEmpty();
    Tenancy.expectOthersHaveSlots(gateways.get(1), "ann");
    assertThat(keys.lives().values())
        .as("times to live of the keys that store slots")
        .isNotEmpty()
        .noneMatch(Duration::isNegative)
        .allMatch(life -> life.compareTo(SLOT_LEASE.plus(SLOT_GRACE).plusSeconds(60)) <= 0);

    Wait.pass(SLOT_LEASE.dividedBy(4)); // So that it may have been renewed: for no less time.
    gateways.replica(0).kill();
    Wait.until(
        "the slot of a killed gateway to become free, shortly after its lease has expired",
        BOUND,
        () -> gateways.get(1).acquire(ROUTE, "ann").isPresent());
    assertThat(Duration.between(taken, Instant.now()).plusMillis(2))
        .as("how long a slot was held after it was taken; its lease is at least 2 s")
        .isGreaterThanOrEqualTo(SLOT_LEASE);
  }

  @Test
  @Hint("what-has-ended-is-not-yours")
  void a_slot_that_has_ended_cannot_be_released(@Replicas(2) Fleet<RateLimiter> gateways) {
    configure(gateways, LIMITS, "\"slots\": 2");
    String alone = gateways.get(0).acquire(ROUTE, "ann").orElseThrow();
    String besides = gateways.get(0).acquire(ROUTE, "bob").orElseThrow();
    gateways.get(1).acquire(ROUTE, "bob").orElseThrow();
    try (Fault away = gateways.replica(0).pause()) {
      Wait.pass(SLOT_LEASE.plus(SLOT_GRACE));
      for (String slot : List.of(alone, besides)) {
        assertThat(gateways.get(1).release(slot))
            .as("whether a slot was held, after its gateway was paused for more than a lease")
            .isFalse();
      }
    }
  }

  @Test
  @Hint("bounds-of-a-call")
  void a_client_without_a_proper_name_gets_no_slot(Fleet<RateLimiter> gateways) {
    configure(gateways, LIMITS);
    for (String client : List.of("", "x".repeat(257))) {
      assertThat(gateways.attempt(gateway -> gateway.acquire(ROUTE, client)))
          .as("a slot for a client whose name has %d characters", client.length())
          .failedWith(BadClientException.class);
    }
    assertThat(gateways.attempt(gateway -> gateway.acquire("no-such-route", "ann")))
        .failedWith(UnknownRouteException.class);
  }

  @Test
  @Hint("renew-while-you-live")
  void a_living_gateway_keeps_its_slot(@Replicas(2) Fleet<RateLimiter> gateways, Redis redis) {
    configure(gateways, LIMITS);
    Tenancy ann = Tenancy.begin(gateways, redis, List.of("ann"));
    String cause = "it is not renewed, or is renewed only at the moment at which it expires";

    ann.expectKept(SLOT_LEASE.multipliedBy(3).dividedBy(2), cause);
    // Redis is further away from here on, so the next renewal comes 120 ms late.
    try (Fault slow = gateways.replica(0).link(redis).delay(Duration.ofMillis(120))) {
      ann.expectKept(SLOT_LEASE.multipliedBy(3), cause);
    }

    assertThat(gateways.get(0).release(ann.slots().get(0)))
        .as("whether the slot was still held")
        .isTrue();
    assertThat(gateways.get(1).acquire(ROUTE, "ann")).as("the slot after its release").isPresent();
  }

  @Test
  @Hint("renew-all-at-once")
  void a_gateway_keeps_many_slots_at_once(@Replicas(2) Fleet<RateLimiter> gateways, Redis redis) {
    configure(gateways, LIMITS);
    Tenancy many = Tenancy.begin(gateways, redis, Clients.of(24).names());
    // Long enough for connections to be there, if each renewal has one.
    many.expectKept(SLOT_LEASE, "a gateway renews only one slot");

    try (Fault slow = gateways.replica(0).link(redis).delay(Duration.ofMillis(120))) {
      many.expectKept(
          SLOT_LEASE.multipliedBy(3),
          "24 slots are renewed one after the other, and each now takes 120 ms");
    }
  }

  @Test
  @Hint("look-and-take-at-once")
  void no_more_slots_are_held_than_there_are(
      @Replicas(3) Fleet<RateLimiter> gateways, @Own Redis redis) {
    configure(gateways, LIMITS, "\"slots\": 1");
    List<Long> taken =
        Rush.winners(
            gateways,
            redis,
            client -> gateway -> gateway.acquire(ROUTE, client),
            attempt -> !attempt.acknowledged(),
            Optional::isPresent);
    assertThat(taken)
        .as(
            "slots taken by 3 gateways that asked at the same moment, for a client that has 1."
                + " Likely cause, if more: each counted the slots before any of them had taken one")
        .containsOnly(1L);

    configure(gateways, LIMITS, "\"slots\": 5");
    History<Optional<String>> many =
        gateways.concurrently(30, gateway -> gateway.acquire(ROUTE, "many"));
    List<String> ids = many.results().stream().flatMap(Optional::stream).toList();
    assertThat(ids)
        .as("the slots that 30 concurrent callers took, with a limit of 5")
        .hasSize(5)
        .doesNotHaveDuplicates();
  }

  @Test
  @Hint("what-has-ended-is-not-yours")
  void a_gateway_that_stood_still_has_lost_its_slot(@Replicas(2) Fleet<RateLimiter> gateways) {
    configure(gateways, LIMITS);
    String old = gateways.get(0).acquire(ROUTE, "ann").orElseThrow();
    String[] fresh = new String[1];
    try (Fault pause = gateways.replica(0).pause()) {
      Wait.until(
          "the slot of a paused gateway to become free",
          BOUND,
          () -> {
            gateways.get(1).acquire(ROUTE, "ann").ifPresent(slot -> fresh[0] = slot);
            return fresh[0] != null;
          });
    }

    assertThat(fresh[0]).as("the id of the slot that the other gateway got").isNotEqualTo(old);
    assertThat(gateways.get(0).release(old))
        .as("whether the gateway that was paused and has resumed still held its slot")
        .isFalse();
    assertThat(gateways.get(0).acquire(ROUTE, "ann"))
        .as("a slot, when the other gateway holds the only one; did the late release free it?")
        .isEmpty();
    assertThat(gateways.get(1).release(fresh[0]))
        .as("whether the other gateway still held it")
        .isTrue();
  }

  @Test
  @Hint("renew-what-is-there")
  void a_woken_gateway_does_not_take_its_slot_back(
      @Replicas(2) Fleet<RateLimiter> gateways, Redis redis) {
    configure(gateways, LIMITS);
    ServerClock clock = new ServerClock(redis);
    gateways.get(0).acquire(ROUTE, "ann").orElseThrow();
    gateways.get(0).acquire(ROUTE, "bob").orElseThrow();
    Instant ended = clock.now().plus(SLOT_LEASE).plus(SLOT_GRACE);
    try (Fault pause = gateways.replica(0).pause()) {
      Wait.until(
          "the slot of a paused gateway to become free",
          BOUND,
          () -> {
            Optional<String> slot = gateways.get(1).acquire(ROUTE, "ann");
            slot.ifPresent(gateways.get(1)::release);
            return slot.isPresent();
          });
      // Bob's slot ends too, and nobody looks at it meanwhile.
      clock.await(ended);
    }

    // Awake, it renews if it ever does.
    clock.await(clock.now().plus(SLOT_LEASE));

    for (String client : List.of("ann", "bob")) {
      assertThat(gateways.get(1).acquire(ROUTE, client))
          .as(
              "the only slot of %s, a lease after its first holder resumed. Likely cause: a renewal"
                  + " recreates an expired slot",
              client)
          .isPresent();
    }
  }

  @Test
  @Hint("renew-what-you-have")
  void a_slot_that_was_taken_unknown_is_free_again(
      @Replicas(2) Fleet<RateLimiter> gateways, Redis redis) {
    configure(gateways, LIMITS);
    int tries = 0;
    Attempt<Optional<String>> unknown;
    do {
      String client = "client-" + ++tries;
      // The first connection on which Redis answers is held: mostly this call's.
      try (Hold late = gateways.replica(0).link(redis).holdAfter(0, FROM_SERVER).ifReached()) {
        unknown = gateways.attempt(0, gateway -> gateway.acquire(ROUTE, client));
      }
    } while (unknown.acknowledged() && tries < 8);
    String client = "client-" + tries;

    Wait.until(
        "a slot to become free after its acquire() had failed. Is it renewed forever?",
        BOUND,
        () -> gateways.get(1).acquire(ROUTE, client).isPresent());
  }

  @Test
  @Hint("renew-what-is-there")
  void any_gateway_may_release_and_only_once(
      @Replicas(2) Fleet<RateLimiter> gateways, Redis redis) {
    configure(gateways, LIMITS, "\"slots\": 2");
    ServerClock clock = new ServerClock(redis);
    String first = gateways.get(0).acquire(ROUTE, "10.0.0.1:80@a|b").orElseThrow();
    String second = gateways.get(0).acquire(ROUTE, "10.0.0.1:80@a|b").orElseThrow();

    RateLimiter other = gateways.get(1);
    assertThat(other.release(first)).as("whether another gateway could release the slot").isTrue();
    assertThat(other.release(first)).as("whether the slot was released a second time").isFalse();
    for (String none : List.of(first, "", "none", "@", "@9@x", "0@1@" + ROUTE)) {
      assertThat(gateways.get(0).release(none)).as("whether “%s” was released", none).isFalse();
    }
    String third = gateways.get(1).acquire(ROUTE, "10.0.0.1:80@a|b").orElseThrow();
    clock.await(clock.now().plus(SLOT_LEASE));

    assertThat(gateways.get(0).acquire(ROUTE, "10.0.0.1:80@a|b"))
        .as("a third slot, with a limit of 2. Did repeated releases of one slot free another one?")
        .isEmpty();
    assertThat(List.of(gateways.get(0).release(second), gateways.get(0).release(third)))
        .as("whether the two remaining slots are held")
        .containsExactly(true, true);
    Tenancy.expectNewIds(gateways, "10.0.0.1:80@a|b", first, second);
  }

  @Test
  @Hint("one-clock")
  void leases_go_by_the_servers_clock(
      @Replicas(
              value = 3,
              clockOffsetMillis = {-60_000, 0, 60_000})
          Fleet<RateLimiter> gateways,
      Redis redis) {
    configure(gateways, LIMITS);
    ServerClock clock = new ServerClock(redis);
    for (int holder = 0; holder < 3; holder++) {
      gateways.get(holder).acquire(ROUTE, "client-" + holder).orElseThrow();
    }
    clock.await(clock.now().plus(SLOT_LEASE.dividedBy(2)));
    for (int holder = 0; holder < 3; holder++) {
      for (int other = 0; other < 3; other++) {
        assertThat(gateways.get(other).acquire(ROUTE, "client-" + holder))
            .as("a slot for gateway %d while gateway %d has it (clocks: ± 1 min)", other, holder)
            .isEmpty();
      }
    }

    gateways.replica(2).kill();
    Wait.until(
        "the slot of a killed gateway, whose clock was a minute fast, to become free",
        BOUND,
        () -> gateways.get(0).acquire(ROUTE, "client-2").isPresent());
  }
}
