package dev.syslab.cli;

import dev.syslab.services.Services;
import dev.syslab.services.base.Mode;
import dev.syslab.services.base.Server;
import dev.syslab.services.base.Technology;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./lab up}: starts warm servers. */
@Command(
    name = "up",
    description =
        "Start servers and keep them warm, for exploring by hand. They stop after being idle for"
            + " 10 minutes.")
final class UpCommand extends Verb {
  @Parameters(
      arity = "0..*",
      paramLabel = "<server>",
      description = "postgresql, redis, rabbitmq, kafka. Default: those that the labs use.")
  private List<Technology> wanted = new ArrayList<>();

  @Mixin private ServicesOption services;

  @Override
  public Integer call() {
    Set<Technology> technologies = wanted.isEmpty() ? usedByLabs() : EnumSet.copyOf(wanted);
    Services.Choice choice = context().services().choose(services.mode(), technologies);
    Mode mode = choice.mode();
    out().println(choice.reason());
    for (Technology technology : technologies) {
      try (Server server = context().services().warm(technology, mode)) {
        out()
            .printf(
                "%-12s %-8s %s:%d%n",
                technology.label(),
                server.version(),
                server.address().getHostString(),
                server.address().getPort());
      }
    }
    out().println("./lab logs <server> shows a server's log; ./lab down stops all of them.");
    return 0;
  }

  private Set<Technology> usedByLabs() {
    var manifests = context().manifests();
    return context().workbook().labs().stream()
        .flatMap(lab -> manifests.of(lab).servers().stream())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Technology.class)));
  }
}
