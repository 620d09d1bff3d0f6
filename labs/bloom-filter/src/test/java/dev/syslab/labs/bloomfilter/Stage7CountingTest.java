package dev.syslab.labs.bloomfilter;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.bloomfilter.Expect.*;

import dev.syslab.kit.*;
import java.util.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 7, title = "Keys that leave again", points = 10)
@Timeout(120)
class Stage7CountingTest {
  private static final Length KEY = Length.chars(1, BloomFilters.LONGEST_KEY);

  @Test
  @Hint("count-up-and-down")
  void what_is_taken_out_makes_room_and_what_is_not_stays(
      BloomFilters filters, Random random, Hostile hostile) {
    Crowd crowd = Crowd.any(random);
    List<String> kept = hostile.ids(Hostile.ENOUGH, KEY);
    int keys = 4_000;
    filters.create("f", counting(keys, 0.01));
    filters.add("f", kept);
    for (int turn = 0; turn < 3; turn++) {
      List<String> passing = crowd.keys(turn * keys, keys - Hostile.ENOUGH);
      filters.add("f", passing);

      List<Boolean> removed = filters.remove("f", passing);

      assertThat(no(passing, removed))
          .as(
              "keys that were there but that remove did not remove. Likely cause: a counter to"
                  + " which a key hashes twice is decremented more often than it was incremented")
          .isEmpty();
      assertThat(no(kept, filters.contains("f", kept)))
          .as("keys that were not removed but to which the filter says no")
          .isEmpty();
    }
    filters.addRange("f", crowd.range(4 * keys, keys - Hostile.ENOUGH));
    new Rate(0.01)
        .ask(filters, "f", crowd.range(5 * keys, 20_000))
        .check(
            "a filter for 4,000 keys that holds 4,000, after 12,000 others were added and removed",
            "counters are not decremented; or they have two bits, so that many saturate and stay"
                + " saturated");
    assertThat((double) filters.bits("f"))
        .as("bits of a counting filter for %d keys", keys)
        .isBetween(2 * optimum(keys, 0.01), 4 * (1.5 * optimum(keys, 0.01) + 512));
    // Small ones, in which a key often has one position twice.
    for (int i = 0; i < 30; i++) {
      filters.create("f" + i, counting(100, 1e-6));
      List<String> few = crowd.keys(i * 100, 100);
      filters.add("f" + i, few);
      filters.remove("f" + i, few.subList(0, 50));

      assertThat(wrong(few, filters.contains("f" + i, few), answers(50, false, 50, true)))
          .as(
              "wrong answers for 100 keys in a small filter, of which the first 50 were removed."
                  + " Likely cause: a position to which a key hashes twice is incremented once"
                  + " and decremented twice")
          .isEmpty();
    }
  }

  @Test
  @Hint("look-before-you-count-down")
  void a_key_that_is_not_there_takes_nothing_out(Fleet<BloomFilters> fleet, Random random) {
    BloomFilters filters = fleet.get(0);
    Crowd crowd = Crowd.any(random);
    // Half of the positions are used: most absent keys share some of theirs with others.
    filters.create("f", counting(2_000, 0.1));
    filters.create("plain", plain(10, 0.1));
    filters.addRange("f", crowd.range(0, 2_000));
    List<String> absent = crowd.keys(5_000, 2_000);
    List<String> refused = answered(false, absent, filters.contains("f", absent));

    List<Boolean> removed = filters.remove("f", refused);

    assertThat(yes(refused, removed))
        .as("keys that are not there but that remove says it removed")
        .isEmpty();
    assertThat(filters.countRange("f", crowd.range(0, 2_000)))
        .as(
            "of 2,000 keys, those that are there after %d absent keys were “removed”",
            refused.size())
        .isEqualTo(2_000);
    assertThat(fleet.attempt(any -> any.remove("plain", List.of("k"))))
        .as("remove from a plain filter")
        .failedWith(IllegalStateException.class);
    assertThat(fleet.attempt(any -> any.save("f")))
        .as("save of a counting filter")
        .failedWith(IllegalStateException.class);
    byte[] saved = filters.save("plain");
    assertThat(fleet.attempt(any -> loaded(any, "f", saved)))
        .as("load of a plain filter into a counting one")
        .failedWith(IllegalStateException.class);
  }

  @Test
  @Hint("counters-are-small")
  void a_key_that_is_added_often_is_there_until_it_is_taken_out_as_often(
      BloomFilters filters, Hostile hostile) {
    List<String> keys = hostile.ids(4, KEY);
    for (int times : new int[] {2, 15, 16, 17, 255, 256, 300}) {
      String filter = "f" + times;
      filters.create(filter, counting(1_000, 1e-6));
      List<String> often = Collections.nCopies(times, keys.get(0));
      filters.add(filter, keys);
      filters.add(filter, often);

      assertThat(no(keys, filters.contains(filter, keys)))
          .as("keys that are gone after one of them was added %d more times", times)
          .isEmpty();
      filters.remove(filter, often);

      assertThat(no(keys, filters.contains(filter, keys)))
          .as(
              "keys that are gone after one of them was added %d more times and removed as often."
                  + " Likely cause: a counter wrapped around to 0, or a saturated one was"
                  + " decremented",
              times)
          .isEmpty();
    }
  }

  @Test
  @Hint("count-in-one-step")
  void twelve_threads_add_and_take_out_at_once(Fleet<BloomFilters> fleet, Random random) {
    List<String> keys = Crowd.any(random).keys(0, 500);
    fleet.get(0).create("f", counting(5_000, 0.001));
    fleet.get(0).add("f", keys);

    // All count the same keys up and down, so that they meet at the same counters.
    Threads threads = new Threads(fleet, 1_000);
    while (threads.goOn()) {
      threads.all(
          12,
          i ->
              any -> {
                any.add("f", keys);
                return any.remove("f", keys);
              });
    }

    assertThat(no(keys, fleet.get(0).contains("f", keys)).size())
        .as(
            "of 500 keys, those that are gone after 12 threads had repeatedly added and removed"
                + " each of them")
        .isZero();
  }
}
