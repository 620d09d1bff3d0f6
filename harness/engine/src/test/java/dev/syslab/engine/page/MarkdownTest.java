package dev.syslab.engine.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.engine.page.Markdown.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownTest {
  @TempDir Path folder;

  private Markdown page(String... lines) throws IOException {
    return new Markdown(
        Files.writeString(folder.resolve("page.md"), String.join("\n", lines) + "\n"));
  }

  @Test
  void headings_are_as_written_and_code_holds_none() throws IOException {
    Markdown page = page("# A `b` *c* ##", "", "~~~sh", "# no", "~~~", "", "    # no", "", "## D");

    assertThat(page.headings()).containsExactly("A `b` *c*", "D");
    assertThat(Markdown.anchor("What's `new`, in 2?")).isEqualTo("whats-new-in-2");
  }

  @Test
  void links_are_found_in_every_form_but_not_in_code() throws IOException {
    Markdown page =
        page(
            "[a](one.md \"title\") ![b](two.png) [![c](three.png)](four.md) [d][ref] `[e](no.md)`",
            "",
            "| [f](five.md) | `x` |",
            "",
            "- a list",
            "  ```text",
            "  [g](no.md)",
            "  ```",
            "",
            "[ref]: six.md");

    assertThat(page.links())
        .containsExactly("one.md", "two.png", "four.md", "three.png", "six.md", "five.md");
  }

  @Test
  void blocks_know_their_line_and_where_they_come_from() throws IOException {
    Markdown page =
        page("<!-- run: ./lab list -->", "```console", "$ ./lab", "", "```", "", "```", "x", "```");

    assertThat(page.blocks())
        .containsExactly(
            new Block(2, "console", "run", "./lab list", "$ ./lab\n"),
            new Block(7, "", "", "", "x"));
  }

  @Test
  void a_section_ends_at_the_next_heading_of_its_level() throws IOException {
    Markdown page =
        page("## A", "", "one", "", "### B", "", "```", "## no", "```", "", "## C", "", "two");

    assertThat(page.section("A")).isEqualTo("one\n\n### B\n\n```\n## no\n```");
    assertThat(page.section("C")).isEqualTo("two");
    assertThat(page.section("D")).isEmpty();
  }

  @Test
  void numbered_items_go_on_below_their_number_and_end_with_the_section() throws IOException {
    Markdown page =
        page("## jitter", "", "1. When", "   do they?", "2. `SET`", "", "### more", "", "1. no");

    assertThat(page.numbered("jitter")).containsExactly("When do they?", "`SET`");
    assertThat(page.numbered("more")).containsExactly("no");
    assertThat(page.numbered("none")).isEmpty();
  }
}
