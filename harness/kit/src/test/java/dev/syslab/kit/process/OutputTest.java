package dev.syslab.kit.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.kit.verdict.Printable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Printable, StackTraces, and the shell line of a command. */
class OutputTest {

  @Test
  void colours_are_left_out_and_control_characters_are_made_visible() {
    assertThat(Printable.of("\u001b[31mred\u001b[0m\ttab\u0000\u0007 \u001b]0;title\u0007x"))
        .isEqualTo("red\ttab\uFFFD\uFFFD x");
    assertThat(Printable.of("größer → 日本 😀\n")).isEqualTo("größer → 日本 😀\n");
    assertThat(Printable.of("a\ud83d b\ude00 😀\uffff\u009b31m"))
        .isEqualTo("a\ufffd b\ufffd 😀\ufffd\ufffd31m");
  }

  @Test
  void characters_that_turn_the_direction_of_writing_or_break_lines_are_named() {
    assertThat(Printable.of("ab\u202egpj.exe\u2028\ufeff x\u2066"))
        .isEqualTo("ab\\u202egpj.exe\\u2028\\ufeff x\\u2066");
    assertThat(Printable.of("“naïve” – 👩‍💻 שלום")).isEqualTo("“naïve” – 👩‍💻 שלום");
  }

  @Test
  void the_end_of_a_stack_trace_begins_with_its_exception() {
    List<String> lines =
        List.of(
            "ready",
            "java.lang.IllegalStateException: no lease",
            "\tat a.B.c(B.java:1)",
            "\tat a.B.d(B.java:2)",
            "\tat a.B.e(B.java:3)");

    assertThat(StackTraces.end(lines, 3)).containsExactly(lines.get(1), lines.get(3), lines.get(4));
    assertThat(StackTraces.end(lines, 4)).isEqualTo(lines.subList(1, 5));
    assertThat(StackTraces.end(lines, 9)).isEqualTo(lines);
  }

  @Test
  void lines_that_are_no_trace_are_the_last_ones() {
    List<String> lines = List.of("one", "two", "\tat the end", "four");

    assertThat(StackTraces.end(lines, 1)).containsExactly("four");
    assertThat(StackTraces.end(lines, 2)).containsExactly("\tat the end", "four");
  }

  @ParameterizedTest
  @CsvSource({
    "node server.js --x=1, exec node server.js --x=1",
    "cd app && node server.js, cd app && node server.js",
    "LEVEL=debug node server.js, LEVEL=debug node server.js",
    "exec node server.js, exec node server.js",
    "exit 3, exit 3",
    "node a.js | tee log, node a.js | tee log",
    "cdplayer, exec cdplayer",
    "/bin/sh -c \"a; b\", exec /bin/sh -c \"a; b\""
  })
  void one_command_becomes_the_program_and_more_stay_with_their_shell(String command, String line) {
    assertThat(SubjectCommand.shellLine(command)).isEqualTo(line);
  }
}
