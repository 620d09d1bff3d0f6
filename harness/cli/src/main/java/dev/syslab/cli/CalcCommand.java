package dev.syslab.cli;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.calc.Availability;
import dev.syslab.engine.calc.Availability.Period;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./lab calc}: the arithmetic of system design. */
@Command(name = "calc", description = "Compute the availability of a design.")
final class CalcCommand extends Verb {
  @Parameters(index = "0", paramLabel = "<what>", description = "availability")
  private String what;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "<component>",
      description =
          "A percentage, or nested components: \"sequence(99.95, parallel(99.9, 99.9))\".")
  private String component;

  @Option(
      names = "--sequence",
      paramLabel = "LIST",
      description = "Components that all have to work, separated by commas: 99.9,99.9.")
  private String sequence;

  @Option(
      names = "--parallel",
      paramLabel = "LIST",
      description = "Components of which one is enough: 99.9,99.9.")
  private String parallel;

  @Override
  public Integer call() {
    if (!what.equals("availability")) {
      throw new LabException(
          Kind.USAGE, "“" + what + "” cannot be computed; the only choice is: availability");
    }
    Availability availability = Availability.of(expression());
    out().println("available  " + availability.shown());
    for (Period period : Period.values()) {
      out()
          .printf(
              "down       %s a %s%n",
              Availability.shown(availability.downtime(period)),
              period.name().toLowerCase(Locale.ROOT));
    }
    return 0;
  }

  private String expression() {
    List<String> given =
        Stream.of(
                component,
                sequence == null ? null : "sequence(" + sequence + ")",
                parallel == null ? null : "parallel(" + parallel + ")")
            .filter(one -> one != null)
            .toList();
    if (given.size() != 1) {
      throw new LabException(
          Kind.USAGE,
          "give one of: a component, --sequence LIST or --parallel LIST. To nest them:"
              + " ./lab calc availability \"sequence(99.95, parallel(99.9, 99.9))\"");
    }
    return given.get(0);
  }
}
