package dev.syslab.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class HostileTest {
  private static final Length KEY = Length.chars(1, 200);

  private final Hostile hostile = new Hostile(new Random(7));

  @Test
  void the_same_seed_gives_the_same_values_and_another_seed_others() {
    List<String> ids = hostile.ids(100, KEY);

    assertThat(new Hostile(new Random(7)).ids(100, KEY)).isEqualTo(ids);
    assertThat(new Hostile(new Random(8)).ids(100, KEY)).isNotEqualTo(ids);
  }

  @Test
  void a_list_holds_as_many_different_values_as_wanted_all_within_bounds() {
    for (int count : new int[] {0, 1, 2, 5, Hostile.ENOUGH, 500}) {
      assertThat(hostile.ids(count, KEY))
          .hasSize(count)
          .doesNotHaveDuplicates()
          .allMatch(id -> !id.isEmpty() && id.length() <= 200);
    }
    assertThat(hostile.names(50, Length.utf8Bytes(3, 16)))
        .allMatch(
            name -> {
              int bytes = name.getBytes(StandardCharsets.UTF_8).length;
              return bytes >= 3 && bytes <= 16;
            });
    assertThat(hostile.texts(50, Length.codePoints(0, 30).withoutControls().without("%'")))
        .allMatch(text -> text.codePointCount(0, text.length()) <= 30)
        .noneMatch(text -> text.matches("(?s).*[%'\t\r\n].*"));
  }

  @Test
  void enough_ids_hold_every_kind_whatever_the_seed() {
    for (int seed = 0; seed < 50; seed++) {
      List<String> ids = new Hostile(new Random(seed)).ids(Hostile.ENOUGH, KEY);

      assertCollides(ids, id -> id.toLowerCase(java.util.Locale.ROOT));
      assertCollides(ids, id -> Normalizer.normalize(id, Normalizer.Form.NFC));
      assertCollides(ids, String::strip);
      assertCollides(ids, String::hashCode);
      assertCollides(ids, id -> id.substring(0, Math.min(id.length(), 199)));
      assertCollides(ids, id -> id.split(":")[0]);
      assertThat(ids)
          .anyMatch(id -> id.length() == 1)
          .anyMatch(id -> id.length() == 200)
          .anyMatch(
              id -> id.chars().anyMatch(one -> one > 255 && !Character.isSurrogate((char) one)))
          .anyMatch(id -> id.codePoints().anyMatch(one -> one > 0xffff))
          .anyMatch(id -> id.contains("\t"))
          .anyMatch(id -> id.contains("\n"))
          .anyMatch(id -> id.contains("'"))
          .anyMatch(id -> id.contains("%"))
          .anyMatch(id -> id.contains("*"));
    }
  }

  private static void assertCollides(List<String> ids, Function<String, Object> naive) {
    Set<Object> keys = new HashSet<>();
    ids.forEach(id -> keys.add(naive.apply(id)));
    assertThat(keys).hasSizeLessThan(ids.size());
  }

  @Test
  void pairs_differ_and_say_in_what() {
    assertThat(hostile.pairs(KEY))
        .hasSizeGreaterThan(9)
        .allMatch(pair -> !pair.one().equals(pair.other()) && !pair.difference().isEmpty());
  }

  @Test
  void short_ids_have_pairs_too() {
    assertThat(hostile.pairs(Length.chars(1, 2))).isNotEmpty();
    assertThat(hostile.ids(20, Length.chars(1, 2))).hasSize(20);
  }

  @Test
  void amounts_hold_both_bounds_and_what_no_int_and_no_double_holds() {
    assertThat(hostile.amounts(Hostile.ENOUGH, 0, Long.MAX_VALUE))
        .contains(0L, 1L, Long.MAX_VALUE, Long.MAX_VALUE - 1, 1L + Integer.MAX_VALUE)
        .contains((1L << 53) + 1)
        .doesNotHaveDuplicates()
        .allMatch(amount -> amount >= 0);
    assertThat(hostile.amounts(30, Long.MIN_VALUE, Long.MAX_VALUE)).contains(Long.MIN_VALUE);
    assertThat(hostile.counts(30, 1, 1_000_000)).contains(1, 1_000_000);
    assertThat(hostile.amounts(3, 5, 7)).containsExactlyInAnyOrder(5L, 6L, 7L);
  }

  @Test
  void a_single_value_is_drawn_from_all_kinds() {
    Set<Long> seen = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      seen.addAll(new Hostile(new Random(seed)).amounts(1, 0, 1L << 40));
    }

    assertThat(seen).hasSizeGreaterThan(5);
  }

  @Test
  void instants_lie_between_their_bounds() {
    Instant first = Instant.parse("2020-01-01T00:00:00Z");
    Instant last = Instant.parse("2039-01-01T00:00:00Z");

    assertThat(hostile.instants(40, first, last))
        .contains(first, last, Instant.parse("2038-01-19T03:14:08Z"))
        .doesNotHaveDuplicates()
        .allMatch(one -> !one.isBefore(first) && !one.isAfter(last));
  }

  @Test
  void what_cannot_be_given_is_refused() {
    assertThatThrownBy(() -> hostile.amounts(4, 5, 7))
        .hasMessageContaining("no 4 different numbers from 5 to 7");
    assertThatThrownBy(() -> hostile.ids(3, Length.chars(1, 4).matching("ab"::contains)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Length.chars(5, 4)).hasMessageContaining("least was 5, most was 4");
  }
}
