package dev.syslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Commands as a user gives them, in a workbook with one scaffolded lab. No server is started. */
abstract class CommandTest {
  @TempDir static Path root;

  private static TestWorkbook workbook;

  /** What a command has printed, and the code it ends with. */
  record Result(int code, String out, String err) {}

  @BeforeAll
  static void scaffold() throws IOException {
    workbook = TestWorkbook.in(root);
  }

  @AfterAll
  static void restore() {
    workbook.close();
  }

  static Result run(String... arguments) {
    Printed printed = Printed.by(() -> OptionalInt.of(Main.run(arguments)));
    return new Result(printed.code().getAsInt(), printed.out(), printed.err());
  }

  static void misuse(String message, String... arguments) {
    Result result = run(arguments);
    assertThat(result.err()).contains(message);
    assertThat(result.code()).as(String.join(" ", arguments)).isEqualTo(64);
  }
}
