package dev.syslab.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.engine.Workbooks;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabFolderTest {
  @TempDir Path root;

  @Test
  void libraries_in_a_labs_own_pom_are_not_passed_over_in_silence() throws IOException {
    LabFolder lab = Workbooks.scaffolded(root).lab("view-counter");
    Path pom = lab.folder().resolve("pom.xml");
    assertThat(lab.ownDependencies()).isEmpty();

    Workbooks.replace(
        pom, "</project>", "<!-- <dependency/> <dependency></dependency> --></project>");
    assertThat(lab.ownDependencies()).isEmpty();

    Workbooks.replace(
        pom,
        "</project>",
        "<dependencies><dependency><artifactId>x</artifactId></dependency></dependencies></project>");
    assertThat(lab.ownDependencies())
        .hasValueSatisfying(
            line -> assertThat(line).startsWith("labs/view-counter/pom.xml adds libraries"));
  }
}
