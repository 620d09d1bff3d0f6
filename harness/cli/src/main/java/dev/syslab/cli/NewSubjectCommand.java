package dev.syslab.cli;

import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabCompiler.Origin;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.scaffold.Language;
import dev.syslab.engine.scaffold.SubjectScaffold;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./lab new-subject}: a lab's skeleton in another language than Java. */
@Command(
    name = "new-subject",
    description =
        "Start a lab in another language: create a server, and the contract's methods to"
            + " implement.")
final class NewSubjectCommand extends Verb {
  @Parameters(index = "0", paramLabel = "<lab>", description = "The lab's name; see ./lab list.")
  private String lab;

  @Parameters(
      index = "1",
      paramLabel = "<language>",
      description =
          "javascript, python, go or rust; for other languages, see docs/any-language.md.")
  private String language;

  @Override
  public Integer call() {
    LabFolder folder = context().workbook().lab(lab);
    Language chosen = Language.of(language);
    try (CompiledLab compiled = context().compiler().compile(folder, Origin.COMMITTED)) {
      List<String> files = new SubjectScaffold(compiled).create(chosen);
      files.forEach(file -> out().println("  " + file));
      out()
          .println(
              "Next: ./lab watch "
                  + lab
                  + "   tests it on every save; edit "
                  + files.get(0)
                  + ", read labs/"
                  + lab
                  + "/README.md and docs/any-language.md");
      return 0;
    }
  }
}
