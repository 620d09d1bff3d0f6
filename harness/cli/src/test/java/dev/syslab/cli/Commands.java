package dev.syslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;

/** Commands as a user gives them, in this process. */
final class Commands {
  private Commands() {}

  /** What a command has printed, and the code it ends with. */
  record Result(int code, String out, String err) {}

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
