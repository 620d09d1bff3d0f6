package dev.syslab.cli;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Run by {@code ./lab test} in the background: the {@link WarmJudge}. */
@Command(name = "judge", hidden = true)
final class JudgeCommand extends Verb {
  @Parameters(paramLabel = "<home>", description = "The registry's folder.")
  private Path home;

  @Override
  public Integer call() throws IOException {
    new WarmJudge(WarmJudge.place(home, context().workbook().root())).serve();
    return 0;
  }
}
