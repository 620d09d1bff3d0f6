package dev.syslab.labs.bloomfilter;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.bloomfilter.Expect.*;

import dev.syslab.kit.*;
import java.util.*;
import java.util.stream.*;
import org.junit.jupiter.api.Test;

@Stage(number = 3, title = "Twelve threads, no lost bit", points = 20)
class Stage3ThreadsTest {
  private static final int THREADS = 12;
  private static final int ROUNDS = 4;

  @Test
  @Hint("no-lost-bit")
  void no_bit_is_lost_when_twelve_threads_add(Fleet<BloomFilters> fleet, Random random) {
    Crowd crowd = Crowd.any(random);
    for (int round = 0; round < ROUNDS; round++) {
      String filter = "f" + round;
      int each = 20_000;
      fleet.get(0).create(filter, plain(THREADS * each, 0.001));

      Threads.all(fleet, THREADS, i -> any -> any.addRange(filter, crowd.range(i * each, each)));

      assertThat(fleet.get(0).countRange(filter, crowd.range(0, THREADS * each)))
          .as(
              "keys that are there after 12 threads added %,d each. Likely cause: two threads"
                  + " changed the same word, and one wrote over what the other had set",
              each)
          .isEqualTo(THREADS * each);
    }
  }

  @Test
  @Hint("new-once")
  void a_key_is_new_to_one_of_twelve_threads_only(Fleet<BloomFilters> fleet, Random random) {
    Crowd crowd = Crowd.any(random);
    for (int round = 0; round < ROUNDS; round++) {
      String filter = "f" + round;
      int keys = 20_000;
      fleet.get(0).create(filter, plain(keys, 0.001));

      List<Long> fresh =
          Threads.all(fleet, THREADS, i -> any -> any.addRange(filter, crowd.range(0, keys)));

      long told = fresh.stream().mapToLong(one -> one).sum();
      assertThat(told)
          .as(
              "times that a key was called new, when 12 threads added the same %,d. Likely cause:"
                  + " two threads look or set bits at the same time, and both find one that is 0",
              keys)
          .isLessThanOrEqualTo(keys);
      new Rate(0.001)
          .saw(keys - told, keys)
          .check("the filter that 12 threads filled", "a new key was called new by nobody");
    }
  }

  @Test
  @Hint("create-once")
  void of_twelve_creates_of_one_name_one_succeeds(Fleet<BloomFilters> fleet) {
    for (int round = 0; round < ROUNDS; round++) {
      String filter = "f" + round;

      List<Attempt<Boolean>> attempts =
          fleet
              .concurrently(THREADS, any -> created(any, filter, plain(2_000_000, 0.001)))
              .attempts();

      assertThat(attempts.stream().filter(Attempt::acknowledged).count())
          .as("creates of one name by 12 threads at once that were acknowledged")
          .isEqualTo(1);
      assertThat(attempts.stream().filter(one -> !one.acknowledged()).toList())
          .as("the others")
          .allMatch(one -> one.error() instanceof IllegalStateException);
    }
  }
}
