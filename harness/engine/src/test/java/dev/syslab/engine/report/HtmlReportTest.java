package dev.syslab.engine.report;

import static dev.syslab.engine.report.Reports.page;
import static dev.syslab.engine.report.Reports.plot;
import static dev.syslab.engine.report.Reports.race;
import static dev.syslab.engine.report.Reports.test;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.syslab.engine.LabException;
import dev.syslab.engine.report.HtmlReport.Occasion;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.engine.trial.Verdict.StageVerdict;
import dev.syslab.engine.trial.Verdict.TestVerdict;
import dev.syslab.kit.verdict.Event;
import dev.syslab.kit.verdict.Event.Kind;
import dev.syslab.kit.verdict.Event.Mark;
import dev.syslab.kit.verdict.Outcome;
import dev.syslab.kit.verdict.Plot;
import dev.syslab.kit.verdict.Plot.Axis;
import dev.syslab.kit.verdict.Timeline;
import dev.syslab.services.base.Mode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page: what it says, what it never lets in, and that it needs nobody. */
class HtmlReportTest {
  private static final String MESSAGE =
      "It was updated.\nexpected: new\nserver 0 answers: old\nLikely cause: the cache was not told.";
  private static final String EVIL =
      "</script><script>alert(1)</script><img src=x onerror='alert(2)'>\"<!--&amp;{{lab}}\u2028";

  @TempDir Path folder;

  private static List<String> all(String regex, String text) {
    Matcher match = Pattern.compile(regex, Pattern.DOTALL).matcher(text);
    List<String> found = new ArrayList<>();
    while (match.find()) {
      found.add(match.group(1));
    }
    return found;
  }

  private static String withoutScripts(String page) {
    return page.replaceAll("(?s)<script.*?</script>", "");
  }

  @Test
  void a_failure_says_what_was_expected_seen_and_likely_the_cause_and_where_to_go_on() {
    String page = page(test(Outcome.FAIL, MESSAGE, race()));

    assertThat(page)
        .contains("<h1>Caching</h1>", "<b>0</b> of 30", "<b>0</b> of 1", "7K2Q", "embedded")
        .contains("25 November 2026, 10:20:30")
        .contains("<details class=\"test fail\" id=\"t1\" open>")
        .contains("<div class=\"finding told\"><p>It was updated.</p></div>")
        .contains("<div class=\"finding expected\"><b>expected</b><p>new</p></div>")
        .contains("<div class=\"finding seen\"><b>server 0 answers</b><p>old</p></div>")
        .contains("<b>Likely cause</b><p>the cache was not told.</p>")
        .contains("<code>./lab hint caching 3</code> <span>“stale-set”</span>")
        .contains("labs/caching/README.md</span> <span>“Stage 3: The stale set”</span>")
        .contains("<code>./lab test caching --stage 3 --seed 7K2Q</code>")
        .contains("<pre class=\"output\">server 0: printed\n</pre>")
        .contains("<p class=\"note\">a note</p>");
  }

  @Test
  void a_passed_race_keeps_its_timeline_behind_a_closed_heading() {
    String page = page(test(Outcome.PASS, "", race()));

    assertThat(page)
        .contains("<details class=\"test pass\" id=\"t1\">")
        .contains("<figure class=\"timeline\">")
        .doesNotContain("<dl class=\"read-on\">", "<pre class=\"output\">");
  }

  @Test
  void a_test_that_is_still_to_be_written_says_what_is_to_do() {
    assertThat(page(test(Outcome.NOT_IMPLEMENTED, "answer from Redis", Timeline.NONE)))
        .contains("<p class=\"todo\">To do: answer from Redis</p>")
        .contains("○</span> not implemented yet</p>");
  }

  @Test
  void which_run_it_was_is_said_where_there_were_several() {
    Occasion third = new Occasion(Reports.ONCE.when(), 3, 10);
    Verdict verdict = Reports.verdict(test(Outcome.PASS, "", Timeline.NONE));

    assertThat(HtmlReport.of(Reports.manifest(), verdict, third)).contains("<dd>3 of 10</dd>");
    assertThat(page(test(Outcome.PASS, "", Timeline.NONE))).doesNotContain("<dt>Run</dt>");
  }

  @Test
  void without_plots_there_is_no_script_and_none_may_run() {
    String page = page(test(Outcome.FAIL, MESSAGE, race()));

    assertThat(page).doesNotContain("<script").contains("script-src 'none'");
  }

  @Test
  void only_the_pages_own_script_may_run_and_the_librarys_licence_stands_with_it()
      throws Exception {
    String page = page(test(Outcome.PASS, "", race(), plot("Admitted")));

    List<String> scripts = all("<script>(.*?)</script>", page);
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(scripts.get(0).getBytes(StandardCharsets.UTF_8));
    assertThat(scripts).hasSize(1);
    assertThat(page).contains("script-src 'sha256-" + Base64.getEncoder().encodeToString(hash));
    assertThat(scripts.get(0))
        .startsWith("/*! uPlot ")
        .contains("The MIT License", "Copyright", "WITHOUT WARRANTY OF ANY KIND")
        .contains("new uPlot(");
  }

  @Test
  void nothing_on_the_page_asks_a_host_for_anything() {
    String page = page(test(Outcome.FAIL, MESSAGE, race(), plot("Admitted")));

    assertThat(all("\\s(?:src|href|action|data|poster|srcset)=\"([^\"]*)\"", page))
        .isNotEmpty()
        .allMatch(target -> target.startsWith("#") || target.equals("data:,"));
    assertThat(page)
        .contains("content=\"default-src 'none'; ")
        .doesNotContain("@import", "url(", "fetch(", "XMLHttpRequest", "import(", "sendBeacon");
    assertThat(withoutScripts(page)).doesNotContain("http:", "https:");
  }

  @Test
  void nothing_that_a_subject_says_becomes_markup_or_script() throws Exception {
    Event call =
        new Event(
            Kind.FAULT,
            EVIL,
            EVIL,
            EVIL,
            Reports.ms(1),
            Reports.ms(2),
            true,
            List.of(new Mark(Reports.ms(2), EVIL)));
    Timeline timeline =
        new Timeline(List.of(call, Reports.event(Kind.LOST, "server 0", "x", EVIL, 3, 4)), 0);
    Plot plot = Plot.of(EVIL, Axis.of(EVIL, EVIL), Axis.of(EVIL, ""));
    plot.series(EVIL).add(1, 2);
    TestVerdict failed =
        new TestVerdict(
            EVIL,
            EVIL,
            Outcome.FAIL,
            1,
            EVIL + "\nexpected: " + EVIL,
            EVIL,
            EVIL,
            timeline,
            List.of(EVIL),
            List.of(EVIL),
            0,
            List.of(plot));
    StageVerdict stage = new StageVerdict(1, EVIL, 1, List.of(failed));
    Verdict verdict =
        new Verdict("caching", "cmd:" + EVIL, Mode.EMBEDDED, "7K2Q", List.of(stage), List.of(EVIL));

    String page = HtmlReport.of(Reports.manifest(), verdict, Reports.ONCE);

    assertThat(page).doesNotContain("<img", "alert(1)</script>", "<!--");
    assertThat(all("(<script)", page)).hasSize(2);
    assertThat(all("(</script)", page)).hasSize(2);
    assertThat(withoutScripts(page))
        .as("data is not looked at as a template")
        .contains("{{lab}}")
        .doesNotContainPattern("\\son\\w+=");
    String json = all("<script type=\"application/json\" id=\"plots\">(.*?)</script>", page).get(0);
    assertThat(json).doesNotContain("<", "\u2028");
    JsonNode drawn = new ObjectMapper().readTree(json).get(0);
    assertThat(drawn.get("series").get(0).get("name").asText()).isEqualTo(EVIL);
  }

  @Test
  void the_data_of_a_plot_is_sorted_and_fits_its_scale() throws Exception {
    Plot plot = Plot.of("p", Axis.of("x", ""), Axis.logarithmic("latency", "ms"));
    plot.series("s").add(2, 0.125).add(1, 0).add(0.5, 1.0 / 3);

    String json = PlotDrawing.json(List.of(PlotDrawing.of("t1-p0", plot)));

    JsonNode drawn = new ObjectMapper().readTree(json).get(0);
    assertThat(drawn.get("y").toString())
        .isEqualTo("{\"label\":\"latency (ms)\",\"logarithmic\":true}");
    assertThat(drawn.get("series").get(0).toString())
        .isEqualTo("{\"name\":\"s\",\"x\":[0.5,2],\"y\":[0.333333,0.125]}");
  }

  @Test
  void a_plot_is_told_in_figures_too() {
    Plot plot = plot("Admitted against limit");
    plot.series("nothing");

    assertThat(page(test(Outcome.PASS, "", Timeline.NONE, plot)))
        .contains("<h3>Admitted against limit</h3>", "requests against time (s)")
        .contains("</i>admitted</th><td>2</td><td>9</td><td>17</td><td>17</td><td>17</td>")
        .contains("</i>nothing</th><td>0</td><td>–</td>");
  }

  @Test
  void the_page_stays_small_enough_to_mail_whatever_a_test_records() {
    assertThat(page(test(Outcome.FAIL, MESSAGE, race(), plot("p"))).length()).isLessThan(110_000);

    Plot[] plots = IntStream.range(0, 8).mapToObj(i -> full("plot " + i)).toArray(Plot[]::new);
    List<Event> events =
        IntStream.range(0, 500)
            .mapToObj(
                i -> Reports.event(Kind.RETURNED, "server " + i % 3, "x".repeat(120), "y", i, 50))
            .toList();

    assertThat(page(test(Outcome.FAIL, MESSAGE, new Timeline(events, 7), plots)).length())
        .isLessThan(1_500_000);
  }

  private static Plot full(String title) {
    Plot plot = Plot.of(title, Axis.of("x", ""), Axis.of("y", ""));
    for (int s = 0; s < Plot.MOST_SERIES; s++) {
      for (int i = 0; i < Plot.MOST_POINTS; i++) {
        plot.series("s" + s).add(i / 7.0, i / 3.0);
      }
    }
    return plot;
  }

  @Test
  void the_page_is_written_into_a_folder_that_is_made() throws Exception {
    Path made = folder.resolve("a/ü b");
    HtmlReport.prepare(made);

    Path file =
        HtmlReport.write(
            made,
            Reports.manifest(),
            Reports.verdict(test(Outcome.FAIL, MESSAGE, race())),
            Reports.ONCE);

    assertThat(file).isEqualTo(made.resolve("index.html")).content().startsWith("<!DOCTYPE html>");
    try (var files = Files.list(made)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void a_folder_that_cannot_be_made_is_refused_before_the_trial() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> HtmlReport.prepare(file.resolve("report")))
        .isInstanceOf(LabException.class)
        .hasMessageStartingWith("no report can be written to " + file.resolve("report"))
        .extracting(error -> ((LabException) error).kind())
        .isEqualTo(LabException.Kind.TROUBLE);
  }
}
