package dev.syslab.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./lab completion}: a script for the shell. */
@Command(
    name = "completion",
    description = {
      "Print a script that completes verbs, options, labs, stages and hints.",
      "bash, in ~/.bashrc:  eval \"$$(~/syslab/lab completion bash)\"",
      "zsh, in ~/.zshrc:    eval \"$$(~/syslab/lab completion zsh)\""
    })
final class CompletionCommand extends Verb {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "<shell>", description = "bash or zsh.")
  private CompletionScript.Shell shell;

  @Override
  public Integer call() {
    out().print(CompletionScript.of(spec.root().commandLine(), shell));
    out().flush();
    return 0;
  }
}
