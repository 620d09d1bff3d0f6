package dev.syslab.engine.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.syslab.engine.LabException;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.engine.trial.Verdict.StageVerdict;
import dev.syslab.engine.trial.Verdict.TestVerdict;
import dev.syslab.engine.verify.Check;
import dev.syslab.engine.verify.LabVerdict;
import dev.syslab.engine.verify.Rule;
import dev.syslab.kit.verdict.Event.Kind;
import dev.syslab.kit.verdict.Outcome;
import dev.syslab.kit.verdict.Timeline;
import dev.syslab.services.base.Mode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The formats that other programs read. */
class ReportWriterTest {
  @TempDir Path folder;

  private static TestVerdict test(String id, Outcome outcome, String message) {
    return new TestVerdict(
        id,
        id,
        outcome,
        1_234,
        message,
        "hint-1",
        "./lab test x",
        new Timeline(
            List.of(
                Reports.event(Kind.FAULT, "fault", "\u0007cut", "", 1, 1),
                Reports.event(Kind.LOST, "server 0", "find()", "lost", 3, 1)),
            0),
        List.of("printed"),
        List.of("note"),
        1,
        List.of());
  }

  private static Verdict verdict() {
    return new Verdict(
        "caching",
        "learner",
        Mode.EMBEDDED,
        "7K2Q",
        List.of(
            new StageVerdict(
                1,
                "Cache & <aside>",
                10,
                List.of(
                    test("Stage1.ok", Outcome.PASS, ""),
                    test("Stage1.bad", Outcome.FAIL, "saw \u0000\u001B[31m ]]> & \uD83D\uDE00"),
                    test("Stage1.unsure", Outcome.INCONCLUSIVE, "redis died")))),
        List.of());
  }

  @Test
  void a_trial_as_json_has_exactly_the_promised_fields_in_order() {
    String json = ReportWriter.json(TestReport.of(verdict())).replaceAll("\\s*\n\\s*", "");

    assertThat(json)
        .startsWith(
            "{\"lab\" : \"caching\",\"subject\" : \"learner\",\"services\" : \"embedded\",\"seed\""
                + " : \"7K2Q\",\"outcome\" : \"FAIL\",\"stages\" : [ {\"number\" : 1,\"title\" :"
                + " \"Cache & <aside>\",\"points\" : 10,\"tests\" : [ {\"id\" :"
                + " \"Stage1.ok\",\"outcome\" : \"PASS\",\"millis\" : 1234,\"message\" :"
                + " \"\",\"hint\" : \"hint-1\",\"replay\" : \"./lab test x\"}, {")
        .endsWith("\"replay\" : \"./lab test x\"} ]} ]}");
  }

  @Test
  void a_verification_as_json_has_exactly_the_promised_fields_in_order() throws Exception {
    var check = Check.class.getDeclaredConstructors()[0];
    check.setAccessible(true);
    Check broken = (Check) check.newInstance(Rule.NEEDED, "Stage1.ok", false, "kills no mistake");
    LabVerdict lab = new LabVerdict("caching", 3, 5, 5, 4, 2, 1, List.of(broken));

    String json =
        ReportWriter.json(VerifyReport.of(7, 1, 2, List.of(lab))).replaceAll("\\s*\n\\s*", "");

    assertThat(json)
        .isEqualTo(
            "{\"passed\" : 7,\"failed\" : 1,\"secondLooks\" : 2,\"labs\" : [ {\"lab\" :"
                + " \"caching\",\"tests\" : 3,\"mistakes\" : 5,\"mistakesTried\" :"
                + " 5,\"mistakesKilled\" : 4,\"alternatives\" : 2,\"alternativesAccepted\" :"
                + " 1,\"rules\" : [ {\"rule\" : \"every test kills at least one mistake\",\"ok\" :"
                + " false,\"detail\" : \"Stage1.ok: kills no mistake\"} ]} ]}");
  }

  @Test
  void half_a_surrogate_pair_and_escapes_cost_no_report() throws Exception {
    String said = "half \uD83D and \u001B]0;title\u0007\u001B[2J gone";
    Verdict verdict =
        new Verdict(
            "caching",
            "cmd:printf \uDE00",
            Mode.EMBEDDED,
            "7K2Q",
            List.of(new StageVerdict(1, "T", 10, List.of(test("Stage1.bad", Outcome.FAIL, said)))),
            List.of());
    Path json = folder.resolve("verdict.json");

    ReportWriter.write(json, ReportWriter.json(TestReport.of(verdict)));
    Path page = HtmlReport.write(folder, Reports.manifest(), verdict, Reports.ONCE);

    assertThat(new ObjectMapper().readTree(json.toFile()).at("/stages/0/tests/0/message").asText())
        .isEqualTo("half \uFFFD and  gone");
    assertThat(page).content().contains("half \uFFFD and  gone").doesNotContain("\u001B");
    assertThat(ReportWriter.junit(verdict)).contains("half \uFFFD and  gone");
  }

  @Test
  void junit_xml_is_well_formed_whatever_a_subject_prints() throws Exception {
    Document xml =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(
                    ReportWriter.junit(verdict()).getBytes(StandardCharsets.UTF_8)));

    Element suite = (Element) xml.getElementsByTagName("testsuite").item(0);
    assertThat(suite.getAttribute("name")).isEqualTo("caching stage 1: Cache & <aside>");
    assertThat(suite.getAttribute("tests")).isEqualTo("3");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("errors")).isEqualTo("1");
    Element failure = (Element) xml.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("type")).isEqualTo("FAIL");
    assertThat(failure.getAttribute("message")).isEqualTo("saw \uFFFD ]]> & \uD83D\uDE00");
    assertThat(failure.getTextContent())
        .contains("fault     ─ \uFFFDcut  (1.0 ms)\n")
        .endsWith("find() → lost  (1.0 ms)\nagain: ./lab test x");
    Element passed = (Element) xml.getElementsByTagName("testcase").item(0);
    assertThat(passed.getAttribute("time")).isEqualTo("1.234");
    assertThat(passed.getElementsByTagName("*").getLength()).isZero();
  }

  @Test
  void a_report_replaces_the_one_before_and_leaves_nothing_beside_it() throws Exception {
    Path file = folder.resolve("new/report.json");
    ReportWriter.write(file, "old");

    ReportWriter.write(file, "new");

    assertThat(file).hasContent("new");
    Path usual = Files.writeString(folder.resolve("usual"), "");
    assertThat(Files.getPosixFilePermissions(file))
        .as("who may read it: as with any new file")
        .isEqualTo(Files.getPosixFilePermissions(usual));
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void a_report_that_cannot_be_written_is_named() throws Exception {
    Path file = Files.createFile(folder.resolve("file")).resolve("report.json");

    assertThatThrownBy(() -> ReportWriter.write(file, "x"))
        .isInstanceOf(LabException.class)
        .hasMessageStartingWith("could not write the report to " + file);
  }
}
