package dev.syslab.cli;

import dev.syslab.engine.scaffold.Scaffold;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./lab new}: a new lab. */
@Command(
    name = "new",
    description =
        "Create a new lab that compiles, fails only because it is not implemented yet,"
            + " and passes ./lab verify.")
final class NewCommand extends Verb {
  @Parameters(
      paramLabel = "<name>",
      description = "Its name: lower-case words with hyphens, such as view-counter.")
  private String name;

  @Override
  public Integer call() {
    new Scaffold(context().workbook())
        .create(name)
        .forEach((Path file) -> out().println("  " + file));
    out().println("Next: ./lab verify " + name + ", then docs/lab-authors.md");
    return 0;
  }
}
