package dev.syslab.labs.sharding;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.*;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What several stages ask. */
final class Expect {
  static final Length KEY = Length.chars(1, Routing.LONGEST_KEY);

  /** Each breaks the bounds of a key. */
  static final List<String> NO_KEYS =
      List.of(
          "",
          "k".repeat(201),
          "雪".repeat(201),
          // Two characters each, by String.length().
          "\ud83d\ude00".repeat(101),
          "a\0b",
          "k".repeat(1 << 20));

  private Expect() {}

  static <T> Map<T, Long> loads(Collection<T> places) {
    return places.stream()
        .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
  }

  static <T> void refused(Fleet<ShardedOrders> servers, String what, Call<ShardedOrders, T> call) {
    assertThat(servers.attempt(call)).as(what).failedWith(IllegalArgumentException.class);
  }

  /** How many keys went elsewhere, by “from to”. */
  static Map<String, Long> moved(List<String> before, List<String> after) {
    Map<String, Long> moved = new TreeMap<>();
    for (int i = 0; i < before.size(); i++) {
      if (!before.get(i).equals(after.get(i))) {
        moved.merge(before.get(i) + " → " + after.get(i), 1L, Long::sum);
      }
    }
    return moved;
  }

  @SafeVarargs
  static <T> List<T> with(List<T> some, T... more) {
    List<T> all = new java.util.ArrayList<>(some);
    all.addAll(Arrays.asList(more));
    return all;
  }
}
