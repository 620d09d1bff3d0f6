package dev.syslab.labs.bloomfilter;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.bloomfilter.Expect.*;

import dev.syslab.kit.*;
import dev.syslab.kit.net.Direction;
import dev.syslab.subject.Lab;
import java.time.Duration;
import java.util.*;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(
    number = 8,
    title = "In front of the database",
    points = 20,
    servers = {Lab.Uses.POSTGRESQL, Lab.Uses.REDIS})
@Timeout(120)
class Stage8WatchedTest {
  private static final Length ID = Length.chars(1, BloomFilters.LONGEST_ID);
  private static final Duration BOUND = Duration.ofSeconds(9);
  private static final String ANN = "ann";
  private static final int ROUNDS = 4;

  @Test
  @Hint("a-yes-is-checked")
  void answers_are_exact_on_every_server(
      @Replicas(2) Fleet<BloomFilters> fleet, Hostile hostile, Random random) {
    List<String> viewers = hostile.ids(6, ID);
    List<String> clips = hostile.ids(Hostile.ENOUGH, ID);
    List<String> never = Crowd.any(random).keys(0, 2_000);
    fleet.get(0).watch(viewers.get(0), clips.subList(0, 20));
    fleet.get(0).rebuild(100);

    fleet.get(1).watch(viewers.get(0), clips.subList(10, 40));
    fleet.get(0).watch(viewers.get(1), clips.subList(40, 80));

    refused(fleet);
    for (BloomFilters process : List.of(fleet.get(0), fleet.get(1))) {
      List<Boolean> one = process.watched(viewers.get(0), clips);
      assertThat(wrong(clips, one, answers(40, true, 40, false)))
          .as("wrong answers for the first viewer, who has watched the first 40 of 80 clips")
          .isEmpty();
      List<Boolean> two = process.watched(viewers.get(1), clips);
      assertThat(wrong(clips, two, answers(40, false, 40, true)))
          .as("wrong answers for the second viewer, who has watched the last 40 of 80 clips")
          .isEmpty();
      for (String viewer : viewers) {
        assertThat(yes(never, process.watched(viewer, never)))
            .as("of 2,000 unwatched clips, those reported as watched; is a yes trusted?")
            .isEmpty();
      }
    }
  }

  private static void refused(Fleet<BloomFilters> fleet) {
    for (String bad : List.of("", "i".repeat(201))) {
      List<Call<BloomFilters, Boolean>> calls =
          List.of(
              server -> watched(server, List.of("good", bad)),
              server -> server.watched(ANN, List.of("good", bad)).isEmpty(),
              server -> server.watched(bad, List.of("good")).isEmpty());
      for (Call<BloomFilters, Boolean> call : calls) {
        assertThat(fleet.attempt(call))
            .as("watch or watched with a viewer or a clip of %d characters", bad.length())
            .failedWith(IllegalArgumentException.class);
      }
    }
    for (long rows : new long[] {0, -1, 10_000_001}) {
      assertThat(fleet.attempt(server -> rebuilt(server, rows)))
          .as("rebuild for %d rows", rows)
          .failedWith(IllegalArgumentException.class);
    }
    assertThat(fleet.get(0).watched(ANN, List.of("good")))
        .as("whether a clip was watched although the call was refused")
        .containsExactly(false);
  }

  @Test
  @Hint("a-no-is-enough")
  void clips_that_were_not_watched_hardly_ever_reach_the_database(
      Fleet<BloomFilters> fleet, Postgres postgres, Random random, Notes notes) {
    Crowd crowd = Crowd.any(random);
    BloomFilters server = fleet.get(0);
    server.watch(ANN, crowd.keys(0, 700));
    server.rebuild(1_000);
    server.watch(ANN, crowd.keys(700, 300));
    int calls = 400;

    long asked = asking(fleet, postgres, crowd, calls);

    notes.add("%d of %d calls for a clip that was not watched queried PostgreSQL", asked, calls);
    new Rate(BloomFilters.WATCHED_RATE)
        .saw(asked, calls)
        .check(
            "the table", "PostgreSQL is queried although the filter says no, or it is too small");
  }

  @Test
  @Hint("lost-is-not-empty")
  void a_filter_that_was_lost_says_nothing(
      @Replicas(2) Fleet<BloomFilters> fleet, Postgres postgres, Redis redis, Random random) {
    Crowd crowd = Crowd.any(random);
    fleet.get(0).watch(ANN, crowd.keys(0, 500));
    fleet.get(0).rebuild(2_000);
    fleet.get(1).watched(ANN, crowd.keys(0, 500));
    for (String key : List.copyOf(redis.keys())) {
      redis.client().del(key);
      exact(fleet, crowd, 500, "after a key was deleted in Redis");
    }
    fleet.get(1).watch(ANN, crowd.keys(500, 100));
    exact(fleet, crowd, 600, "after 100 more clips, without the filter");

    fleet.get(1).rebuild(2_000);

    exact(fleet, crowd, 600, "after a rebuild");
    new Rate(BloomFilters.WATCHED_RATE)
        .saw(asking(fleet, postgres, crowd, 50), 50)
        .check("the table, after a rebuild", "the filter is not trusted again");
  }

  @Test
  @Hint("not-before-it-is-complete")
  void nothing_is_missed_while_a_rebuild_goes_on(
      @Replicas(2) Fleet<BloomFilters> fleet, Postgres postgres, Random random) {
    Crowd crowd = Crowd.any(random);
    fleet.get(0).watch(ANN, crowd.keys(0, 300));
    fleet.get(0).rebuild(2_000);
    fleet.get(1).watched(ANN, crowd.keys(0, 300));
    String last = crowd.keys(299, 1).get(0);
    Hold scan = fleet.replica(0).link(postgres).holdAt(last, Direction.FROM_SERVER);
    Ongoing<Boolean> rebuild = fleet.begin(0, server -> rebuilt(server, 2_000));
    scan.awaitEffect(BOUND);

    List<String> watched = crowd.keys(0, 300);
    List<Boolean> meanwhile = fleet.get(1).watched(ANN, watched);
    Ongoing<Boolean> watch = fleet.begin(1, server -> watched(server, crowd.keys(300, 100)));
    watch.doneWithin(Duration.ofSeconds(1));
    scan.release();

    assertThat(rebuild.await(BOUND)).isAcknowledged();
    assertThat(watch.await(BOUND)).isAcknowledged();
    assertThat(no(watched, meanwhile))
        .as(
            "watched clips that were denied while a rebuild was in progress. Likely cause: the new"
                + " filter is trusted before all rows are in it")
        .isEmpty();
    exact(
        fleet,
        crowd,
        400,
        "after a rebuild during which 100 were watched. Likely cause: they were added to the old"
            + " filter");
  }

  @Test
  @Hint("wait-for-writers")
  void a_row_that_is_on_its_way_when_a_rebuild_begins_is_found(
      @Replicas(2) Fleet<BloomFilters> fleet, Redis redis, Random random) {
    Crowd crowd = Crowd.any(random);
    fleet.get(0).watch(ANN, crowd.keys(0, 20));
    fleet.get(0).rebuild(1_000);
    boolean decided = false;
    for (int round = 0; round < ROUNDS && !decided; round++) {
      List<String> clip = crowd.keys(100 + round, 1);
      fleet.get(1).watched(ANN, clip);
      Hold told = fleet.replica(1).link(redis).holdAfter(0, Direction.FROM_SERVER);
      Ongoing<Boolean> watch = fleet.begin(1, server -> watched(server, clip));
      told.awaitEffect(BOUND);
      Ongoing<Boolean> rebuild = fleet.begin(0, server -> rebuilt(server, 1_000));
      boolean early = rebuild.doneWithin(Duration.ofMillis(350));
      told.release();

      boolean noted = watch.await(BOUND).acknowledged();
      assertThat(rebuild.await(BOUND)).as("a rebuild during a watch").isAcknowledged();

      decided = early && noted;
      if (noted) {
        for (int i = 0; i < 2; i++) {
          assertThat(fleet.get(i).watched(ANN, clip))
              .as(
                  "the answer of server %d for a clip whose row server 1 was writing when server 0"
                      + " began a rebuild. Likely cause: the clip was added to the old filter,"
                      + " and the table was read before the row's commit",
                  i)
              .containsExactly(true);
        }
      }
    }
  }

  @Test
  @Hint("all-or-refuse")
  void a_server_that_cannot_tell_the_filter_leaves_no_row_that_it_misses(
      @Replicas(2) Fleet<BloomFilters> fleet, Postgres postgres, Redis redis, Random random) {
    Crowd crowd = Crowd.any(random);
    fleet.get(0).watch(ANN, crowd.keys(0, 50));
    fleet.get(0).rebuild(1_000);
    fleet.get(1).watched(ANN, crowd.keys(0, 50));
    try (Fault cut = fleet.replica(0).link(redis).cut()) {
      List<String> asked = crowd.keys(0, 100);
      List<Boolean> answers = fleet.attempt(server -> server.watched(ANN, asked)).get();
      assertThat(wrong(asked, answers, answers(50, true, 50, false)))
          .as("wrong answers of a server that cannot reach Redis")
          .isEmpty();

      Attempt<Boolean> watch = fleet.attempt(server -> watched(server, crowd.keys(50, 50)));

      assertThat(watch)
          .as("watch on a server that cannot reach the filter")
          .during(cut)
          .failedWith(UnavailableException.class);
    }
    exact(fleet, crowd, (int) rows(postgres), "after a watch that was refused");
    death(fleet, postgres, redis, crowd.keys(200, 1));
  }

  /** Of a server on its way to the filter. */
  private static void death(
      Fleet<BloomFilters> fleet, Postgres postgres, Redis redis, List<String> clip) {
    long before = rows(postgres);
    Hold telling = fleet.replica(0).link(redis).holdAfter(0, Direction.TO_SERVER);
    Ongoing<Boolean> watch = fleet.begin(0, server -> watched(server, clip));
    telling.awaitEffect(BOUND);
    // Only a server that commits first gets there.
    Wait.atMost(Duration.ofMillis(300), () -> rows(postgres) > before);

    try (Fault death = fleet.replica(0).kill()) {
      watch.doneWithin(BOUND);
      assertThat(fleet.get(1).watched(ANN, clip).get(0))
          .as(
              "whether a clip was watched whose row count in the table is %d, after the server that"
                  + " recorded it died on the way to the filter",
              rows(postgres) - before)
          .isEqualTo(rows(postgres) > before);
    }
    telling.release();
  }

  /** How many of so many calls, each for a clip that was not watched, asked PostgreSQL. */
  private static long asking(Fleet<BloomFilters> fleet, Postgres postgres, Crowd crowd, int calls) {
    LongSupplier trips = fleet.replica(0).link(postgres).countRoundTrips();
    long asked = 0;
    for (int i = 0; i < calls; i++) {
      long before = trips.getAsLong();
      fleet.get(0).watched(ANN, crowd.keys(10_000 + i, 1));
      asked += trips.getAsLong() > before ? 1 : 0;
    }
    return asked;
  }

  private static long rows(Postgres postgres) {
    return postgres.number("SELECT count(*) FROM watched");
  }

  private static boolean rebuilt(BloomFilters server, long rows) {
    server.rebuild(rows);
    return true;
  }

  private static boolean watched(BloomFilters server, List<String> clips) {
    server.watch(ANN, clips);
    return true;
  }

  /** Ann has watched the first so many clips, and no others. */
  private static void exact(Fleet<BloomFilters> fleet, Crowd crowd, int count, String when) {
    for (int i = 0; i < fleet.size(); i++) {
      List<String> asked = crowd.keys(0, count + 100);
      List<Boolean> answers = fleet.get(i).watched(ANN, asked);
      assertThat(wrong(asked, answers, answers(count, true, 100, false)))
          .as(
              "wrong answers of server %d for %d watched clips, then 100 others, %s",
              i, count, when)
          .isEmpty();
    }
  }
}
