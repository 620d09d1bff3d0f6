package dev.syslab.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DocCommentsTest {

  @Test
  void a_comment_reads_as_plain_text() {
    DocComments comments =
        new DocComments(
            """
            /** A shop. */
            interface Shop {
              /**
               * Sells {@code n} of it; see {@link #stock} and {@link Price#of(int) the price}. Kinds:
               *
               * <ul>
               *   <li>A: the
               *       first
               *   <li>B: n &lt; 3
               * </ul>
               *
               * <p>As in:
               *
               * <pre>{@code
               * {"a": {
               *   "b": 1}}
               * }</pre>
               *
               * Done.
               *
               * @param n at least 1,
               *     at most 9
               * @return how many {@code n}
               * @throws SoldOutException if none is left
               */
              int sell(int n);
            }
            """);

    assertThat(comments.ofType()).containsExactly("A shop.");
    assertThat(comments.of("stock")).isEmpty();
    assertThat(comments.of("sell"))
        .containsExactly(
            "Sells n of it; see stock and the price. Kinds:",
            "",
            "- A: the",
            "  first",
            "- B: n < 3",
            "",
            "As in:",
            "",
            " {\"a\": {",
            "   \"b\": 1}}",
            "",
            "Done.",
            "",
            "n: at least 1,",
            "  at most 9",
            "Returns how many n",
            "Fails with SoldOutException if none is left");
  }
}
