package dev.syslab.cli;

import dev.syslab.services.Home;
import java.io.IOException;
import picocli.CommandLine.Command;

/** Run by {@code ./lab test} in the background: the {@link WarmJudge}. */
@Command(name = "judge", hidden = true)
final class JudgeCommand extends Verb {
  @Override
  public Integer call() throws IOException {
    new WarmJudge(WarmJudge.place(Home.find(), context().workbook().root())).serve();
    return 0;
  }
}
