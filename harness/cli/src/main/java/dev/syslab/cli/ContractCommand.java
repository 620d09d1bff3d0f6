package dev.syslab.cli;

import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabCompiler.Origin;
import dev.syslab.engine.language.ContractPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./lab contract}: what to serve, for those who write no Java. */
@Command(
    name = "contract",
    description = "Show a lab's contract as HTTP and JSON, for a program in any language.")
final class ContractCommand extends Verb {
  @Parameters(paramLabel = "<lab>", description = "The lab's name; see ./lab list.")
  private String lab;

  @Override
  public Integer call() {
    try (CompiledLab compiled =
        context().compiler().compile(context().workbook().lab(lab), Origin.COMMITTED)) {
      new ContractPage(compiled).lines().forEach(out()::println);
      return 0;
    }
  }
}
