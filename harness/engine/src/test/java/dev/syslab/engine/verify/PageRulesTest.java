package dev.syslab.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageRulesTest {
  @TempDir Path root;
  private Path page;

  @BeforeEach
  void write() throws IOException {
    page = root.resolve("page.md");
    Files.writeString(root.resolve("A.java"), "class A {\n  int x() {\n    return 1;\n  }\n}\n");
    Files.writeString(
        root.resolve("other.md"), "# Other\n\n## What's new, in 2?\n\n```\n# no heading\n```\n");
  }

  private String check(boolean run, String... lines) throws IOException {
    Files.writeString(page, String.join("\n", lines) + "\n");
    return new PageRules(root, run).check(page).get(0).detail();
  }

  @Test
  void links_that_resolve_are_fine() throws IOException {
    assertThat(
            check(
                false,
                "# Top",
                "[a](other.md) [b](other.md#whats-new-in-2) [c](#top) [d](https://example.org/x)",
                "`[code](nowhere.md)`",
                "```text",
                "[code](nowhere.md)",
                "```"))
        .isEmpty();
  }

  @Test
  void links_that_lead_nowhere_are_named() throws IOException {
    assertThat(
            check(false, "[a](gone.md)", "![p](gone.png)", "[b](other.md#no-heading)", "[c](#x)"))
        .isEqualTo(
            "the link gone.md is broken; the link gone.png is broken; the link other.md#no-heading"
                + " is broken; the link #x is broken");
  }

  @Test
  void java_stands_in_the_source_that_it_names() throws IOException {
    assertThat(
            check(false, "<!-- from: A.java -->", "```java", "int x() {", "", "  return 1;", "```"))
        .isEmpty();
    assertThat(check(false, "<!-- from: A.java -->", "```java", "return 2;", "```"))
        .isEqualTo("line 2: this code is not in A.java (any more)");
    assertThat(check(false, "<!-- from: B.java -->", "```java", "return 1;", "```"))
        .isEqualTo("line 2: B.java does not exist");
    assertThat(check(false, "```java", "return 1;", "```"))
        .startsWith("line 1: Java code must come from a compiled source");
  }

  @Test
  void what_names_a_file_stands_in_it_in_any_language() throws IOException {
    assertThat(check(false, "<!-- from: A.java -->", "```yaml", "return 2;", "```"))
        .isEqualTo("line 2: this code is not in A.java (any more)");
    assertThat(check(false, "<!-- from: A.java -->", "```yaml", "return 1;", "```")).isEmpty();
    assertThat(check(false, "```yaml", "return 2;", "```")).isEmpty();
  }

  @Test
  void a_console_block_names_its_command() throws IOException {
    assertThat(check(false, "```console", "$ ls", "```"))
        .startsWith("line 1: console output must come from a run");
  }

  @Test
  void a_console_block_is_what_the_command_prints_but_for_figures() throws IOException {
    String run = "<!-- run: printf 'took 3.2 s, seed AB12\\n\\nsecond\\nthird\\nfourth\\n' -->";

    assertThat(
            check(
                true,
                run,
                "```console",
                "$ lab",
                "took 17 s,   seed 7K2Q",
                "second",
                "…",
                "fourth",
                "```"))
        .isEmpty();
    assertThat(check(true, run, "```console", "took 1 s, seed A", "third", "```"))
        .isEqualTo("line 2: the command does not print “third” there (any more)");
    assertThat(check(true, run, "```console", "…", "fifth", "```"))
        .isEqualTo("line 2: the command does not print “fifth” there (any more)");
  }
}
