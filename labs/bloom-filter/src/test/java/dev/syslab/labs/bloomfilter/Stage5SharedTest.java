package dev.syslab.labs.bloomfilter;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.bloomfilter.Expect.*;

import dev.syslab.kit.*;
import dev.syslab.kit.net.Direction;
import dev.syslab.kit.verdict.Inconclusive;
import dev.syslab.subject.Lab;
import java.time.Duration;
import java.util.*;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 5, title = "One filter for all processes", points = 20, servers = Lab.Uses.REDIS)
@Timeout(120)
class Stage5SharedTest {
  private static final Length KEY = Length.chars(1, BloomFilters.LONGEST_KEY);
  private static final Length NAME = Length.chars(1, BloomFilters.LONGEST_NAME);
  private static final Duration BOUND = Duration.ofSeconds(9);
  private static final int TRIES = 8;

  @Test
  @Hint("bits-in-redis")
  void every_process_sees_what_another_added(
      @Replicas(2) Fleet<BloomFilters> fleet, Hostile hostile, Random random) {
    List<String> names = hostile.ids(12, NAME);
    List<String> keys = hostile.ids(Hostile.ENOUGH, KEY);
    for (String name : names) {
      fleet.get(0).create(name, shared(5_000, 0.01));
      fleet.get(0).add(name, List.of("in " + name));
    }
    String filter = names.get(0);
    Crowd crowd = Crowd.any(random);

    fleet.get(0).add(filter, keys);
    fleet.get(1).addRange(filter, crowd.range(0, 4_900));

    for (BloomFilters process : List.of(fleet.get(1), fleet.startAnother().contract())) {
      assertThat(no(keys, process.contains(filter, keys)))
          .as("keys that server 0 added but to which another server says no")
          .isEmpty();
      assertThat(process.countRange(filter, crowd.range(0, 4_900)))
          .as("of 4,900 keys that server 1 added, those that another server finds")
          .isEqualTo(4_900);
      assertThat(process.contains(names.get(1), List.of("in " + names.get(1), "k")))
          .as("answers for a key of another filter, and for one that is in no filter")
          .isEqualTo(answers(1, true, 1, false));
    }
    new Rate(0.01)
        .ask(fleet.get(1), filter, crowd.range(5_000, 10_000))
        .check("a shared filter for 5,000 keys", "bits outside the filter are set or read");
    for (int number : new int[] {1, 100, 5_000}) {
      fleet.get(0).create("size" + number, shared(number, 0.01));
      assertThat((double) fleet.get(1).bits("size" + number))
          .as("bits of a shared filter for %d keys at a rate of 1 %%", number)
          .isBetween(0.69 * optimum(number, 0.01), 1.5 * optimum(number, 0.01) + 512);
    }
    assertThat(fleet.attempt(1, any -> any.save(filter)))
        .as("save of a shared filter")
        .failedWith(IllegalStateException.class);
  }

  @Test
  @Hint("one-round-trip")
  void a_call_makes_three_round_trips_at_most(
      Fleet<BloomFilters> fleet, Redis redis, Random random) {
    Crowd crowd = Crowd.any(random);
    fleet.get(0).create("f", shared(10_000, 0.001));
    fleet.get(0).add("f", crowd.keys(0, 10));
    for (int keys : new int[] {1, 10, 25}) {
      LongSupplier trips = fleet.replica(0).link(redis).countRoundTrips();

      fleet.get(0).add("f", crowd.keys(100, keys));
      fleet.get(0).contains("f", crowd.keys(2_000, keys));

      assertThat(trips.getAsLong())
          .as("round trips of add and contains together, with %d keys each", keys)
          .isLessThanOrEqualTo(6);
    }
  }

  @Test
  @Hint("new-to-one-process")
  void a_key_is_new_to_one_process_only(
      @Replicas(2) Fleet<BloomFilters> fleet, Redis redis, Random random) {
    Crowd crowd = Crowd.any(random);
    fleet.get(0).create("f", shared(1_000, 1e-9));
    // The same length in bytes, and so the same place of every command.
    LongSupplier sent = fleet.replica(0).link(redis).countBytes(Direction.TO_SERVER);
    fleet.get(0).add("f", crowd.keys(0, 1));
    long bytes = sent.getAsLong();
    int decided = 0;
    for (int i = 0; i < TRIES && decided < 3; i++) {
      List<String> key = crowd.keys(1 + i, 1);
      long part = bytes * (1 + decided) / 4;
      Hold hold = fleet.replica(0).link(redis).holdAfter(part, Direction.TO_SERVER);
      Ongoing<List<Boolean>> held = fleet.begin(0, filters -> filters.add("f", key));
      hold.held(Duration.ofMillis(300));
      boolean second = fleet.get(1).add("f", key).get(0);
      hold.release();

      Attempt<List<Boolean>> first = held.await(BOUND);

      // Where the machine was slow, server 0 took Redis for silent, and was right.
      if (first.acknowledged()) {
        decided++;
        assertThat(List.of(first.get().get(0), second))
            .as(
                "whether a key was new to server 0, which was paused after %d bytes of about %d,"
                    + " and to server 1, which added it in the meantime. Likely cause: a key's"
                    + " bits are set by several commands, between which other commands can run",
                part, bytes)
            .containsOnlyOnce(true);
      }
    }
    if (decided == 0) {
      throw new Inconclusive("each time, server 1 took longer than server 0 waits for Redis");
    }
  }

  @Test
  @Hint("created-in-one-step")
  void a_create_is_whole_for_one_process_or_did_not_happen(
      @Replicas(2) Fleet<BloomFilters> fleet, Redis redis) {
    twoCreate(fleet, redis);
    for (int part = 2; part <= 3; part++) {
      String filter = "f" + part;
      // The first one opens a connection, which takes bytes too.
      fleet.get(0).create("e" + part, shared(1_000, 0.01));
      LongSupplier sent = fleet.replica(0).link(redis).countBytes(Direction.TO_SERVER);
      fleet.get(0).create("g" + part, shared(1_000, 0.01));
      long bytes = sent.getAsLong();
      Hold hold = fleet.replica(0).link(redis).holdAfter(bytes * part / 4, Direction.TO_SERVER);
      Ongoing<Boolean> create = fleet.begin(0, f -> created(f, filter, shared(1_000, 0.01)));
      hold.held(Duration.ofSeconds(1));
      try (Fault death = fleet.replica(0).kill()) {
        create.doneWithin(BOUND);
      }

      Attempt<Boolean> again = fleet.attempt(1, f -> created(f, filter, shared(1_000, 0.01)));
      Attempt<List<Boolean>> add = fleet.attempt(1, f -> f.add(filter, List.of("k")));

      assertThat(add)
          .as(
              "add after server 0 died in create, when it had sent %d bytes of about %d, and a"
                  + " second create was %s",
              bytes * part / 4, bytes, again.acknowledged() ? "acknowledged" : "refused")
          .isAcknowledged();
      assertThat(fleet.get(0).contains(filter, List.of("k", "l")))
          .as("the restarted server's answers")
          .isEqualTo(answers(1, true, 1, false));
      // Not before: what is on its way would arrive although its sender is dead.
      hold.release();
    }
  }

  private static void twoCreate(Fleet<BloomFilters> fleet, Redis redis) {
    fleet.get(0).create("before", shared(10, 0.1));
    fleet.get(1).bits("before");
    try (Fault slow0 = fleet.replica(0).link(redis).delay(Duration.ofMillis(150));
        Fault slow1 = fleet.replica(1).link(redis).delay(Duration.ofMillis(150))) {

      List<Ongoing<Boolean>> creates =
          List.of(
              fleet.begin(0, f -> created(f, "f", shared(1_000, 0.01))),
              fleet.begin(1, f -> created(f, "f", shared(1_000, 0.01))));

      assertThat(creates.stream().filter(one -> one.await(BOUND).acknowledged()).count())
          .as(
              "creates of one name by two servers at once that were acknowledged. Likely cause:"
                  + " each checked whether the filter existed before the other one had created"
                  + " it")
          .isEqualTo(1);
    }
  }

  @Test
  @Hint("follow-the-spec")
  void a_filter_that_was_created_anew_is_followed(
      @Replicas(2) Fleet<BloomFilters> fleet, Redis redis, Random random) {
    Crowd crowd = Crowd.any(random);
    fleet.get(0).create("f", shared(100, 0.1));
    fleet.get(0).add("f", crowd.keys(0, 50));
    redis.keys().forEach(key -> redis.client().del(key));

    assertThat(fleet.attempt(filters -> filters.contains("f", crowd.keys(0, 50))))
        .as("contains after the filter's keys were deleted in Redis")
        .failedWith(IllegalStateException.class);
    fleet.get(1).create("f", shared(2_000, 0.001));
    fleet.get(1).add("f", crowd.keys(100, 500));
    fleet.get(0).add("f", crowd.keys(600, 500));

    for (int i = 0; i < 2; i++) {
      List<String> keys = crowd.keys(100, 1_000);
      assertThat(no(keys, fleet.get(i).contains("f", keys)))
          .as(
              "of 500 keys that each server added after server 1 had recreated the filter, those to"
                  + " which server %d says no. Likely cause: server 0 continued with the old"
                  + " bits and hashes",
              i)
          .isEmpty();
    }
  }

  @Test
  @Hint("silence-is-no-no")
  void without_redis_there_is_no_answer(Fleet<BloomFilters> fleet, @Own Redis redis)
      throws Exception {
    fleet.get(0).create("f", shared(1_000, 0.01));
    fleet.get(0).add("f", List.of("k"));
    Timing.quickestOf(3, () -> Outages.silent(fleet, redis), () -> {});
  }

  @Test
  @Hint("connect-again")
  void what_was_added_is_there_after_redis_has_died(
      @Replicas(2) Fleet<BloomFilters> fleet, @Own Redis redis, Random random) throws Exception {
    Crowd crowd = Crowd.any(random);
    fleet.get(0).create("f", shared(1_000, 0.01));
    fleet.get(0).add("f", crowd.keys(0, 500));
    Timing.quickestOf(3, () -> Outages.killed(fleet, redis, crowd.keys(0, 500)), () -> {});
  }

  @Test
  @Hint("beyond-an-int")
  void positions_beyond_two_billion_are_used(
      Fleet<BloomFilters> fleet, @Own Redis redis, Random random) {
    Crowd crowd = Crowd.any(random);
    fleet.get(0).create("f", shared(270_000_000, 0.01));

    // The first of them make Redis find 300 MB, for which a slow machine takes longer than a call
    // has.
    Wait.until(
        "an add to a filter of %d bits to be acknowledged".formatted(fleet.get(0).bits("f")),
        BOUND,
        () -> {
          Attempt<List<Boolean>> add = fleet.attempt(f -> f.add("f", crowd.keys(0, 100)));
          if (!add.acknowledged()) {
            assertThat(add).failedWith(UnavailableException.class);
          }
          return add.acknowledged();
        });

    List<String> asked = crowd.keys(0, 200);
    assertThat(wrong(asked, fleet.get(0).contains("f", asked), answers(100, true, 100, false)))
        .as(
            "wrong answers for 100 keys that are in a filter of %d bits, and 100 that are not",
            fleet.get(0).bits("f"))
        .isEmpty();
  }
}
