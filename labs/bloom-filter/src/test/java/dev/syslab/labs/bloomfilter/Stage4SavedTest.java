package dev.syslab.labs.bloomfilter;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.bloomfilter.Expect.*;

import dev.syslab.kit.*;
import java.util.*;
import java.util.stream.*;
import org.junit.jupiter.api.Test;

@Stage(number = 4, title = "Saved, loaded, united", points = 15)
class Stage4SavedTest {
  private static final Length KEY = Length.chars(1, BloomFilters.LONGEST_KEY);

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
      assertThat(fleet.get(1).contains("other" + keys, asked))
          .as("answers of the loaded filter for %d keys, next to those of the saved one", keys)
          .isEqualTo(fleet.get(0).contains("f" + keys, asked));
      assertThat(fleet.get(1).bits("other" + keys))
          .as("bits of the loaded filter")
          .isEqualTo(fleet.get(0).bits("f" + keys));
    }
  }

  @Test
  @Hint("bits-as-bits")
  void a_saved_filter_is_as_small_as_its_bits(BloomFilters filters, Random random) {
    for (int keys : new int[] {1, 1_000, 1_000_000}) {
      filters.create("f" + keys, plain(keys, 0.001));
      filters.addRange("f" + keys, Crowd.any(random).range(0, Math.min(keys, 20_000)));

      assertThat((long) filters.save("f" + keys).length)
          .as(
              "bytes of a saved filter for %d keys, which has %d bits",
              keys, filters.bits("f" + keys))
          .isLessThanOrEqualTo(filters.bits("f" + keys) / 8 + 1_024);
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
    assertThat(fleet.get(0).contains("one", asked))
        .as("answers of a united filter, next to those of one to which all keys were added")
        .isEqualTo(fleet.get(0).contains("all", asked));
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
      assertThat(filters.contains("f", crowd.keys(0, 3_000)))
          .as("answers after a load that was refused")
          .isEqualTo(before);
    }
  }

  @Test
  @Hint("checksum")
  void bytes_that_are_not_what_was_saved_are_refused(Fleet<BloomFilters> fleet, Random random) {
    byte[] saved = saved(fleet.get(0), random);
    for (int i = 0; i < saved.length; i++) {
      byte[] changed = saved.clone();
      changed[i] ^= (byte) (1 + random.nextInt(255));

      refused(fleet, changed, "byte %d of %d was changed".formatted(i, saved.length));
    }
    for (int length = 0; length < saved.length; length++) {
      refused(fleet, Arrays.copyOf(saved, length), "cut to %d bytes".formatted(length));
    }
    for (int more : new int[] {1, 8, 64, saved.length}) {
      byte[] longer = Arrays.copyOf(saved, saved.length + more);
      refused(fleet, longer, "%d zero bytes longer".formatted(more));
      System.arraycopy(saved, 0, longer, saved.length, more);
      refused(fleet, longer, "its first %d bytes once more at its end".formatted(more));
    }
    byte[] noise = new byte[saved.length];
    random.nextBytes(noise);
    refused(fleet, noise, "noise");
    refused(fleet, new byte[saved.length], "zeros");
  }

  /** A small one, so that each of its bytes can be tried. */
  private static byte[] saved(BloomFilters filters, Random random) {
    filters.create("small", plain(3, 0.01));
    filters.addRange("small", Crowd.any(random).range(0, 3));
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
