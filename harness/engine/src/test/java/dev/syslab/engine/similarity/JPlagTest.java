package dev.syslab.engine.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.lab.Workbook;
import dev.syslab.engine.similarity.JPlag.Found;
import dev.syslab.engine.similarity.JPlag.Pair;
import dev.syslab.engine.similarity.JPlag.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class JPlagTest {
  private static final Workbook HERE = new Workbook(Path.of("../..").toAbsolutePath().normalize());

  private static final String GIVEN =
      """
      class Given {
        int sum(int[] all) {
          int sum = 0;
          for (int one : all) {
            if (one > 0) { sum += one; } else { sum -= one; }
          }
          while (sum > 100) { sum = sum / 2; }
          return sum;
        }
        String text(java.util.List<String> words) {
          StringBuilder text = new StringBuilder();
          for (int i = 0; i < words.size(); i++) {
            if (i > 0) { text.append(", "); }
            text.append(words.get(i));
          }
          return text.toString();
        }
      }
      """;

  private static final String LOOP =
      """
      class Mine {
        long run(long n) {
          long a = 0;
          long b = 1;
          do { long c = a + b; a = b; b = c; n--; } while (n > 0);
          try { Thread.yield(); } finally { System.gc(); }
          return a;
        }
      }
      """;

  private static final String RECURSION =
      """
      class Mine {
        private final java.util.Map<Long, Long> known = new java.util.HashMap<>();
        long run(long n) {
          if (n < 2) { return n; }
          Long old = known.get(n);
          if (old != null) { return old; }
          long sum = run(n - 1) + run(n - 2);
          known.put(n, sum);
          return sum;
        }
      }
      """;

  @TempDir Path folder;

  private Path jdk(String name, String version) throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    Path compiler = Files.createDirectories(home.resolve("bin")).resolve("javac");
    Files.writeString(compiler, "");
    assertThat(compiler.toFile().setExecutable(true)).isTrue();
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  @Test
  void the_oldest_jdk_that_is_new_enough_is_used() throws Exception {
    Path old = jdk("old", "17.0.1");
    Path good = jdk("good", "21");
    Path newest = jdk("newest", "25.0.3");
    Path runtime = jdk("runtime", "22.0.1");
    Files.delete(runtime.resolve("bin/javac"));

    assertThat(NewerJdk.find(List.of(newest, old, runtime, good, folder.resolve("none")), 21))
        .contains(good);
    assertThat(NewerJdk.find(List.of(old, runtime, folder), 21)).isEmpty();
  }

  @Test
  void without_such_a_jdk_it_says_what_is_missing() throws Exception {
    List<Path> jdks = List.of(jdk("old", "17.0.1"));

    assertThatThrownBy(() -> JPlag.of(HERE, jdks))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("JDK 21 or later")
        .hasMessageContaining("SYSLAB_JDK21")
        .extracting(e -> ((LabException) e).kind())
        .isEqualTo(Kind.TROUBLE);
  }

  private Found compare(String base, Map<String, String> submissions) throws IOException {
    return compareAll(Map.of("Given.java", base), submissions);
  }

  private Found compareAll(Map<String, String> base, Map<String, String> submissions)
      throws IOException {
    assumeTrue(NewerJdk.find(NewerJdk.usual(), 21).isPresent(), "needs a JDK 21 or later");
    Map<String, Map<String, String>> programs = new java.util.TreeMap<>();
    submissions.forEach((name, text) -> programs.put(name, Map.of("Mine.java", text)));
    Path work = Files.createTempDirectory(folder, "work");
    return JPlag.of(HERE).compare(new Programs(base, programs, Map.of()), work, 0.5);
  }

  @Test
  void what_everybody_was_given_does_not_count() throws Exception {
    Map<String, String> programs = Map.of("ada", GIVEN + LOOP, "bob", GIVEN + RECURSION);

    assertThat(compare("class Other {}", programs).pairs())
        .extracting(Pair::first, Pair::second)
        .hasSize(1);
    assertThat(compare(GIVEN, programs).pairs()).isEmpty();
  }

  @Test
  void code_may_contain_signs_of_any_alphabet() throws Exception {
    // In one of several files, so few that JPlag would take them for another encoding's.
    String odd =
        "/** If it cannot be reached, the call fails rather than say “missing”. */\nclass Odd {}\n";
    String plain = "/** What the lab provides: the sums and the texts. */\n" + GIVEN;

    Found found =
        compareAll(
            Map.of("Odd.java", odd, "Given.java", plain), Map.of("ada", LOOP, "bob", odd + LOOP));

    assertThat(found.left()).isEmpty();
    assertThat(found.pairs()).hasSize(1);
  }

  @Test
  void too_little_to_compare_is_reported() throws Exception {
    Found found = compare(GIVEN, Map.of("ada", "class A {}", "bob", GIVEN + LOOP));

    assertThat(found.left()).containsExactly(Map.entry("submissions/ada", "too small"));
    assertThat(found.compared()).isEqualTo(1);
    assertThat(found.pairs()).isEmpty();
  }
}
