package dev.syslab.labs.bloomfilter;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.bloomfilter.Expect.*;

import dev.syslab.kit.*;
import java.util.*;
import java.util.stream.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 3, title = "Twelve threads, no lost bit", points = 20)
@Timeout(120)
class Stage3ThreadsTest {
  private static final int THREADS = 12;
  private static final int ROUNDS = 4;

  /** A round has 66 pairs of calls. */
  private static final int PAIRS = 600;

  @Test
  @Hint("no-lost-bit")
  void no_bit_is_lost_when_twelve_threads_add(Fleet<BloomFilters> fleet, Random random) {
    Crowd crowd = Crowd.any(random);
    Threads threads = new Threads(fleet, PAIRS);
    for (int round = 0; threads.goOn(); round++) {
      // A few words, which four threads write all the time: they add one key again and again.
      String filter = "f" + round;
      fleet.get(0).create(filter, plain(200, 1e-9));

      threads.all(
          THREADS,
          i ->
              any ->
                  i < 4
                      ? any.addRange(filter, new KeyRange("again", i, 0, 20_000, ""))
                      : any.addRange(filter, crowd.range(i * 24, 24)));

      List<String> added = crowd.keys(4 * 24, (THREADS - 4) * 24);
      assertThat(no(added, fleet.get(0).contains(filter, added)))
          .as(
              "of %d keys that eight threads added while four others kept adding one key each,"
                  + " those to which the filter says no. Likely cause: two threads changed the"
                  + " same word, and one overwrote what the other had set",
              added.size())
          .isEmpty();
    }
  }

  @Test
  @Hint("one-hasher-each")
  void keys_are_found_while_others_are_added(Fleet<BloomFilters> fleet, Random random) {
    Crowd crowd = Crowd.any(random);
    Threads threads = new Threads(fleet, 130);
    for (int round = 0; threads.goOn(); round++) {
      String filter = "f" + round;
      int each = 20_000;
      fleet.get(0).create(filter, plain(THREADS * each, 0.001));
      fleet.get(0).addRange(filter, crowd.range(0, each));

      List<Long> there =
          threads.all(
              THREADS,
              i ->
                  any ->
                      i % 2 == 0
                          ? any.countRange(filter, crowd.range(0, each))
                          : any.addRange(filter, crowd.range(i * each, each)));

      for (int i = 0; i < THREADS; i += 2) {
        assertThat(there.get(i))
            .as(
                "of %,d keys that were added before, those that one of six threads found while six"
                    + " other threads were adding. Likely cause: a field such as a MessageDigest"
                    + " or a buffer is changed while a key is hashed, which mixes two threads'"
                    + " keys",
                each)
            .isEqualTo(each);
      }
      for (int i = 1; i < THREADS; i += 2) {
        assertThat(fleet.get(0).countRange(filter, crowd.range(i * each, each)))
            .as(
                "of %,d keys that a thread added while eleven others were adding and looking up,"
                    + " those that are there. Likely cause: as in the previous tests",
                each)
            .isEqualTo(each);
      }
    }
  }

  @Test
  @Hint("new-once")
  void a_key_is_new_to_one_of_twelve_threads_only(Fleet<BloomFilters> fleet, Random random) {
    Crowd crowd = Crowd.any(random);
    Threads threads = new Threads(fleet, PAIRS);
    for (int round = 0; threads.goOn(); round++) {
      String filter = "f" + round;
      int keys = 4_000;
      fleet.get(0).create(filter, plain(keys, 1e-9));

      List<Long> fresh =
          threads.all(THREADS, i -> any -> any.addRange(filter, crowd.range(0, keys)));

      assertThat(fresh.stream().mapToLong(one -> one).sum())
          .as(
              "times that a key was reported as new when 12 threads added the same %,d keys. Likely"
                  + " cause if more: two threads add a key at the same time, and each finds a"
                  + " bit of it that is 0; if fewer: a new key is reported as new to no thread",
              keys)
          .isBetween(keys - keys / 100L, (long) keys);
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
          .as("of 12 concurrent creates with the same name, those that succeeded")
          .isEqualTo(1);
      assertThat(attempts.stream().filter(one -> !one.acknowledged()).toList())
          .as("the other creates")
          .allMatch(one -> one.error() instanceof IllegalStateException);
    }
  }
}
