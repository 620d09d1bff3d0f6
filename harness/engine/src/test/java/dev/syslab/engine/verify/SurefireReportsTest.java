package dev.syslab.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SurefireReportsTest {
  @TempDir Path modules;

  @Test
  void counts_each_test_once_and_says_why_it_failed() throws IOException {
    report(
        "kit",
        """
        <testcase classname="a.ATest" name="passes"/>
        <testcase classname="a.ATest" name="is_skipped"><skipped message="no engine"/></testcase>
        <testcase classname="a.ATest" name="fails">
          <failure message="expected: 1&#10;  but was: 2" type="x">stack</failure>
          <rerunFailure message="again" type="x"><stackTrace>stack</stackTrace></rerunFailure>
        </testcase>
        """);
    report(
        "engine",
        """
        <testcase classname="b.BTest" name="errs"><error type="y">stack</error></testcase>
        <testcase classname="b.BTest" name="passes_the_second_time">
          <flakyFailure message="too late" type="x"><stackTrace>stack</stackTrace></flakyFailure>
        </testcase>
        """);

    HarnessTests.Count count = new SurefireReports(modules).count();

    assertThat(count.passed()).isEqualTo(2);
    assertThat(count.skipped()).isEqualTo(1);
    assertThat(count.failures())
        .containsExactlyInAnyOrder("a.ATest.fails: expected: 1 but was: 2", "b.BTest.errs");
    assertThat(count.unlike())
        .containsExactly(
            "b.BTest.passes_the_second_time failed, and passed when it was run again: too late");
  }

  @Test
  void a_report_that_breaks_off_is_a_failure() throws IOException {
    Path report = report("kit", "<testcase classname=\"a.ATest\" name=\"passes\"/>");
    Files.writeString(report, Files.readString(report).replace("</testsuite>", ""));

    assertThat(new SurefireReports(modules).count().failures())
        .singleElement()
        .asString()
        .contains("TEST-kit.xml could not be read");
  }

  @Test
  void what_an_earlier_run_wrote_is_deleted() throws IOException {
    report("kit", "<testcase classname=\"a.ATest\" name=\"passes\"/>");

    new SurefireReports(modules).delete();

    assertThat(new SurefireReports(modules).count().passed()).isZero();
  }

  private Path report(String module, String cases) throws IOException {
    Path folder =
        Files.createDirectories(modules.resolve(module).resolve("target/surefire-reports"));
    return Files.writeString(
        folder.resolve("TEST-" + module + ".xml"), "<testsuite>" + cases + "</testsuite>");
  }
}
