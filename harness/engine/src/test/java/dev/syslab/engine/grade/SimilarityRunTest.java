package dev.syslab.engine.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.syslab.engine.LabException;
import dev.syslab.engine.Workbooks;
import dev.syslab.engine.grade.Similarity.Left;
import dev.syslab.engine.grade.Similarity.Pair;
import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabCompiler.Origin;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.Workbook;
import dev.syslab.engine.similarity.JPlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cohort in which some have copied, and some hand in what JPlag cannot read. */
@Timeout(600)
class SimilarityRunTest {
  private static final String NAMED_BADLY = "<b>eve<∕b>";

  private static final String INDEPENDENT =
      """
      package dev.syslab.labs.viewcounter;

      public class MyViewCounter implements ViewCounter {
        private final java.net.URI uri;

        public MyViewCounter(dev.syslab.subject.Environment env) {
          uri = java.net.URI.create(env.redis());
        }

        @Override
        public long add(String page) {
          int length = page.codePointCount(0, page.length());
          boolean good = length > 0;
          if (length > 1024) good = false;
          if (!good) throw new IllegalArgumentException(page);
          String problem = null;
          for (int attempt = 0; attempt < 50; attempt++) {
            try (var jedis = new redis.clients.jedis.Jedis(uri)) {
              jedis.watch("n/" + page);
              String old = jedis.get("n/" + page);
              long next = old == null ? 1 : Long.parseLong(old) + 1;
              var transaction = jedis.multi();
              transaction.set("n/" + page, Long.toString(next));
              if (transaction.exec() != null) return next;
            } catch (RuntimeException e) {
              problem = e.getMessage();
              break;
            }
          }
          throw new IllegalStateException(problem);
        }
      }
      """;

  @TempDir Path folder;

  private static JPlag jplag() {
    try {
      return JPlag.of(new Workbook(Path.of("../..").toAbsolutePath().normalize()));
    } catch (LabException e) {
      assumeTrue(!e.getMessage().contains("needs a JDK"), e.getMessage());
      throw e;
    }
  }

  private static String renamed(String code) {
    return code.replaceAll("\\bredis\\b(?!\\.clients)", "store")
        .replaceAll("\\bpage\\b", "which")
        .replace("timeoutMillis(timeoutMillis)", "timeoutMillis(wait)")
        .replace("int timeoutMillis", "int wait")
        .replace("increment", "bump")
        .replace("LONGEST_PAGE", "MOST");
  }

  private static String bomb() {
    return "class Bomb { static final String S = "
        + Stream.generate(() -> "(\"x\"").limit(20_000).collect(Collectors.joining(" + "))
        + ")".repeat(20_000)
        + "; }";
  }

  private void handIn(String name, Map<String, String> files) throws Exception {
    Cohorts.handIn(folder.resolve("cohort").resolve(name), files);
  }

  @Test
  void copies_are_found_whatever_their_names_and_the_rest_is_reported() throws Exception {
    JPlag jplag = jplag();
    LabFolder lab = Cohorts.lab(folder.resolve("workbook"));
    String right = Cohorts.right();
    assertThat(renamed(right)).isNotEqualTo(right).contains("RedisClient").contains("store");
    handIn("ada", Map.of(Cohorts.MINE, right));
    handIn(NAMED_BADLY, Map.of(Cohorts.MINE, renamed(right)));
    handIn("ida", Map.of(Cohorts.MINE, INDEPENDENT));
    handIn("broken", Map.of(Cohorts.MINE, "class {"));
    handIn("bomb", Map.of(Cohorts.MINE, bomb()));
    handIn("empty", Map.of("README.txt", "hello"));
    List<Submission> all = Submissions.in(folder.resolve("cohort")).all();
    Path out = folder.resolve("out");
    Similarity found;
    try (GradeBook book = GradeBook.open(out);
        CompiledLab compiled = Workbooks.compiler(lab.workbook()).compile(lab, Origin.COMMITTED)) {
      for (Submission one : all) {
        book.enter(
            one.fileName(),
            GradeBookTest.grade("view-counter", one.name(), GradeOutcome.FAIL, 0, ""));
      }

      found = new SimilarityRun(jplag, 80).compare(lab, compiled.manifest(), all, book);

      CohortRun.summarize(book, name -> compiled.manifest());
    }

    assertThat(found.trouble()).isEmpty();
    assertThat(found.pairs())
        .extracting(Pair::submission, Pair::other, Pair::kind)
        .contains(tuple(NAMED_BADLY, "ada", "submission"))
        .contains(tuple("ada", "reference", "solution"));
    assertThat(found.pairs()).noneMatch(pair -> (pair.submission() + pair.other()).contains("ida"));
    assertThat(found.left())
        .extracting(Left::submission)
        .containsExactly("bomb", "broken", "empty");
    assertThat(found.submissions()).isEqualTo(3);
    String csv = Files.readString(out.resolve("similarity.csv"));
    assertThat(csv.split("\r\n")).hasSize(1 + found.pairs().size());
    assertThat(csv).contains("view-counter,ada,reference,solution,");
    assertThat(Files.readString(out.resolve("index.html")))
        .contains("Similar submissions")
        .contains("&lt;b&gt;eve")
        .doesNotContain("<b>eve")
        .contains("cannot be parsed");
    assertThat(out.resolve(".similarity")).doesNotExist();
  }
}
