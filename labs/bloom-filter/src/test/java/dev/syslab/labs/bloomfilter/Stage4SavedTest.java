package dev.syslab.labs.bloomfilter;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.bloomfilter.Expect.*;

import dev.syslab.kit.*;
import java.util.*;
import java.util.stream.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 4, title = "Saved, loaded, united", points = 15)
@Timeout(120)
class Stage4SavedTest {
  private static final Length KEY = Length.chars(1, BloomFilters.LONGEST_KEY);

  private static final List<String> SMALL = List.of("one", "two", "three");

  /** A round has 15 pairs of loads. */
  private static final int PARTS = 6;

  private static final int PAIRS = 150;

  @Test
  @Hint("write-down-the-shape")
  void another_process_answers_as_the_one_that_saved(
      @Replicas(2) Fleet<BloomFilters> fleet, Hostile hostile, Random random) {
    for (int keys : new int[] {1, 3, 101, 1_013, 30_011}) {
      Crowd crowd = Crowd.any(random);
      Spec spec = plain(keys, 0.07);
      fleet.get(0).create("f" + keys, spec);
      fleet.get(0).addRange("f" + keys, crowd.range(0, keys - 1));
      fleet.get(0).add("f" + keys, hostile.ids(1, KEY));

      fleet.get(1).load("other" + keys, fleet.get(0).save("f" + keys));

      List<String> asked = crowd.keys(0, 3_000);
      List<Boolean> answers = fleet.get(1).contains("other" + keys, asked);
      assertThat(wrong(asked, answers, fleet.get(0).contains("f" + keys, asked)))
          .as(
              "of the loaded filter's answers for %d keys, those that differ from the saved"
                  + " filter's. Likely cause: bits or hashes are recomputed differently",
              keys)
          .isEmpty();
      assertThat(fleet.get(1).bits("other" + keys))
          .as("bits of the loaded filter")
          .isEqualTo(fleet.get(0).bits("f" + keys));
    }
    savedWhileOthersAdd(fleet, Crowd.any(random));
  }

  private static void savedWhileOthersAdd(Fleet<BloomFilters> fleet, Crowd crowd) {
    int there = 1_000;
    fleet.get(0).create("busy", plain(300_000, 0.01));
    fleet.get(0).addRange("busy", crowd.range(0, there));
    Threads threads = new Threads(fleet, PAIRS);
    for (int round = 0; threads.goOn(); round++) {
      long from = there + round * 10_000L;

      List<byte[]> saved =
          threads.all(
              PARTS,
              i ->
                  any -> {
                    if (i % 2 == 0) {
                      any.addRange("busy", crowd.range(from, 10_000));
                    }
                    return any.save("busy");
                  });

      for (int i = 1; i < PARTS; i += 2) {
        String name = round + "/" + i;
        byte[] bytes = saved.get(i);
        assertThat(fleet.attempt(1, any -> loaded(any, name, bytes)))
            .as(
                "load of a filter that was saved during adds. Likely cause: the checksum is"
                    + " not that of the bytes that were written")
            .isAcknowledged();
        assertThat(fleet.get(1).countRange(name, crowd.range(0, there)))
            .as(
                "of %,d keys that were added before the filter was saved, those that are there",
                there)
            .isEqualTo(there);
      }
    }
  }

  @Test
  @Hint("union-is-or")
  void loading_into_a_filter_unites_the_two(@Replicas(2) Fleet<BloomFilters> fleet, Random random) {
    Crowd crowd = Crowd.any(random);
    Spec spec = plain(6_000, 0.01);
    fleet.get(0).create("one", spec);
    fleet.get(0).addRange("one", crowd.range(0, 4_000));
    fleet.get(1).create("other", spec);
    fleet.get(1).addRange("other", crowd.range(3_000, 3_000));
    fleet.get(0).create("all", spec);
    fleet.get(0).addRange("all", crowd.range(0, 6_000));
    byte[] saved = fleet.get(1).save("other");

    fleet.get(0).load("one", saved);
    fleet.get(0).load("one", saved);

    List<String> asked = crowd.keys(0, 12_000);
    List<Boolean> expected = fleet.get(0).contains("all", asked);
    assertThat(wrong(asked, fleet.get(0).contains("one", asked), expected))
        .as(
            "answers of a merged filter that differ from those of a filter to which all keys were"
                + " added")
        .isEmpty();
    nothingIsLost(fleet, crowd);
  }

  /** Several loads under one new name; the filters are large enough for a load to take a while. */
  private static void nothingIsLost(Fleet<BloomFilters> fleet, Crowd crowd) {
    List<byte[]> parts = new ArrayList<>();
    for (int i = 0; i < PARTS; i++) {
      fleet.get(1).create("part" + i, plain(300_000, 0.01));
      fleet.get(1).addRange("part" + i, crowd.range(i * 100, 100));
      parts.add(fleet.get(1).save("part" + i));
    }
    Threads threads = new Threads(fleet, PAIRS);
    List<String> keys = crowd.keys(0, PARTS * 100);
    for (int round = 0; threads.goOn(); round++) {
      String filter = "f" + round;

      threads.all(PARTS, i -> any -> loaded(any, filter, parts.get(i)));

      assertThat(no(keys, fleet.get(0).contains(filter, keys)))
          .as(
              "of 100 keys in each of %d filters that were loaded under one new name at the same"
                  + " time, those that are missing. Likely cause: two loads find the name free,"
                  + " and the second one's filter replaces the first one's",
              PARTS)
          .isEmpty();
    }
  }

  @Test
  @Hint("same-spec-or-refuse")
  void filters_of_different_specs_are_not_united(Fleet<BloomFilters> fleet, Random random) {
    Crowd crowd = Crowd.any(random);
    BloomFilters filters = fleet.get(0);
    filters.create("f", plain(1_000, 0.01));
    filters.addRange("f", crowd.range(0, 500));
    List<Boolean> before = filters.contains("f", crowd.keys(0, 3_000));
    // Of the last two, bits or hashes may well be those of the filter.
    for (Spec spec :
        List.of(
            plain(2_000, 0.01), plain(1_000, 0.001), plain(1_001, 0.01), plain(1_000, 0.0101))) {
      String name = spec.toString();
      filters.create(name, spec);
      filters.addRange(name, crowd.range(500, 500));
      byte[] saved = filters.save(name);

      assertThat(fleet.attempt(any -> loaded(any, "f", saved)))
          .as("load of a filter with %s into one with keys=1000, rate=0.01", spec)
          .failedWith(IllegalStateException.class);
      assertThat(wrong(crowd.keys(0, 3_000), filters.contains("f", crowd.keys(0, 3_000)), before))
          .as("answers that changed although the load was refused")
          .isEmpty();
    }
  }

  @Test
  @Hint("checksum")
  void bytes_that_are_not_what_was_saved_are_refused(Fleet<BloomFilters> fleet, Random random) {
    byte[] saved = saved(fleet.get(0));
    fleet.get(0).create("empty", plain(3, 0.01));
    for (int i = 0; i < saved.length; i++) {
      byte[] changed = saved.clone();
      changed[i] ^= (byte) (1 + random.nextInt(255));
      assertThat(fleet.attempt(filters -> loaded(filters, "empty", changed)))
          .as("load of a saved filter, of which a byte was changed, into one of the same spec")
          .failedWith(IllegalArgumentException.class);

      refused(fleet, changed, "byte %d of %d was changed".formatted(i, saved.length));
    }
    assertThat(fleet.get(0).contains("empty", SMALL))
        .as("whether keys are in an empty filter after loads with them were refused")
        .containsExactly(false, false, false);
    for (String bad : List.of("", "n".repeat(101))) {
      assertThat(fleet.attempt(filters -> filters.save(bad)))
          .as("save of a filter with a name of %d characters", bad.length())
          .failedWith(IllegalArgumentException.class);
      assertThat(fleet.attempt(filters -> loaded(filters, bad, saved)))
          .as("load of a filter with a name of %d characters", bad.length())
          .failedWith(IllegalArgumentException.class);
    }
    for (int i = 1; i < saved.length; i++) {
      byte[] swapped = saved.clone();
      swapped[i] = saved[i - 1];
      swapped[i - 1] = saved[i];
      if (saved[i] != saved[i - 1]) {
        refused(fleet, swapped, "bytes %d and %d were swapped".formatted(i - 1, i));
      }
    }
    for (int length = 0; length < saved.length; length++) {
      refused(fleet, Arrays.copyOf(saved, length), "cut to %d bytes".formatted(length));
    }
    for (int more : new int[] {1, 8, 64, saved.length}) {
      byte[] longer = Arrays.copyOf(saved, saved.length + more);
      refused(fleet, longer, "%d zero bytes longer".formatted(more));
      System.arraycopy(saved, 0, longer, saved.length, more);
      refused(fleet, longer, "its first %d bytes repeated at its end".formatted(more));
    }
    byte[] noise = new byte[saved.length];
    random.nextBytes(noise);
    refused(fleet, noise, "noise");
    refused(fleet, new byte[saved.length], "zeros");
  }

  /** A small one, so that each of its bytes can be tried. */
  private static byte[] saved(BloomFilters filters) {
    filters.create("small", plain(3, 0.01));
    filters.add("small", SMALL);
    byte[] saved = filters.save("small");
    filters.load("copy", saved);
    return saved;
  }

  private static void refused(Fleet<BloomFilters> fleet, byte[] saved, String how) {
    assertThat(fleet.attempt(filters -> loaded(filters, "damaged", saved)))
        .as("load of a saved filter: " + how)
        .failedWith(IllegalArgumentException.class);
    assertThat(fleet.attempt(filters -> filters.bits("damaged")))
        .as("what is there after a load that was refused: " + how)
        .failedWith(IllegalStateException.class);
  }
}
