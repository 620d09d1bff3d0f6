package dev.syslab.cli;

import dev.syslab.services.base.Mode;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --services}. */
final class ServicesOption {
  /** What may be asked for. */
  enum Wanted {
    AUTO,
    CONTAINERS,
    EMBEDDED
  }

  @Option(
      names = "--services",
      paramLabel = "auto|containers|embedded",
      description =
          "How to start servers. auto: containers if a Docker engine responds and has the images;"
              + " otherwise embedded.")
  private Wanted services = Wanted.AUTO;

  Optional<Mode> mode() {
    return switch (services) {
      case AUTO -> Optional.empty();
      case CONTAINERS -> Optional.of(Mode.CONTAINERS);
      case EMBEDDED -> Optional.of(Mode.EMBEDDED);
    };
  }
}
