package dev.syslab.cli;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.services.Services;
import dev.syslab.services.base.Server;
import dev.syslab.services.base.Technology;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./lab logs}: what a warm server says. */
@Command(name = "logs", description = "Show the last lines of a warm server's log.")
final class LogsCommand extends Verb {
  @Parameters(paramLabel = "<server>", description = "postgresql, redis, rabbitmq or kafka.")
  private Technology technology;

  @Option(names = "--lines", paramLabel = "N", description = "How many lines; default 50.")
  private int lines = 50;

  @Override
  public Integer call() {
    List<Services.Status> running =
        context().services().list().stream()
            .filter(one -> one.warm() && one.technology() == technology)
            .toList();
    if (running.isEmpty()) {
      throw new LabException(
          Kind.TROUBLE,
          "no warm "
              + technology.label()
              + " is running; ./lab up "
              + technology.id()
              + " starts one");
    }
    for (Services.Status status : running) {
      try (Server server = context().services().warm(technology, status.mode())) {
        server.logs(lines).forEach(out()::println);
      }
    }
    return 0;
  }
}
