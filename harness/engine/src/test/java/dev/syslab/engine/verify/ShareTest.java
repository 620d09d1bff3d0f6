package dev.syslab.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.engine.lab.LabManifest.MistakeEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShareTest {
  private static final List<MistakeEntry> MISTAKES =
      IntStream.range(0, 120)
          .mapToObj(n -> new MistakeEntry("mistake-" + n, "M" + n, "", 1, "test", "hint"))
          .toList();

  private static Set<MistakeEntry> tried(Share share) {
    Set<MistakeEntry> tried = new HashSet<>(MISTAKES);
    tried.removeIf(mistake -> !share.holds("caching", mistake));
    return tried;
  }

  @Test
  void successive_commits_try_other_mistakes_and_as_many_commits_as_parts_try_all() {
    Set<MistakeEntry> all = new HashSet<>();
    int sum = 0;
    for (long commit = 1_000; commit < 1_004; commit++) {
      Set<MistakeEntry> one = tried(Share.of(commit, 4, 120, 400));
      // A quarter, give or take what chance does.
      assertThat(one).hasSizeBetween(18, 42);
      sum += one.size();
      all.addAll(one);
    }
    assertThat(all).hasSize(120);
    assertThat(sum).as("no mistake is tried twice").isEqualTo(120);
  }

  @Test
  void a_larger_share_of_a_commit_holds_its_smaller_one() {
    for (long commit = 0; commit < 8; commit++) {
      assertThat(tried(Share.of(commit, 2, 120, 400)))
          .containsAll(tried(Share.of(commit, 4, 120, 400)))
          .containsAll(tried(Share.of(commit, 8, 120, 400)));
    }
  }

  @Test
  void a_share_is_as_large_as_the_bound_allows() {
    assertThat(Share.of(7, 1, 400, 400)).isEqualTo(Share.ALL);
    assertThat(Share.of(7, 1, 900, 400)).isEqualTo(new Share(4, 3));
    assertThat(Share.of(6, 4, 100, 400)).isEqualTo(new Share(4, 2));
    assertThat(tried(Share.ALL)).hasSize(120);
  }

  @Test
  void a_share_that_is_none_is_refused() {
    assertThatThrownBy(() -> new Share(3, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Share(4, 4)).isInstanceOf(IllegalArgumentException.class);
  }
}
