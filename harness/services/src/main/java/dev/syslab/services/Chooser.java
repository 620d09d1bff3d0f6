package dev.syslab.services;

import dev.syslab.services.base.Mode;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Technology;
import dev.syslab.services.engine.Engine;
import dev.syslab.services.engine.Images;
import dev.syslab.services.registry.Registry;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Decides how servers are started here. */
final class Chooser {

  private final Registry registry;
  private final Technologies technologies;
  private final Consumer<String> progress;

  Chooser(Registry registry, Technologies technologies, Consumer<String> progress) {
    this.registry = registry;
    this.technologies = technologies;
    this.progress = progress;
  }

  Services.Choice choose(Optional<Mode> mode, Set<Technology> wanted) {
    if (mode.isPresent()) {
      if (mode.get() == Mode.EMBEDDED) {
        requirePrograms(wanted, "");
      } else {
        Engine.require();
        wanted.forEach(this::requireImage);
      }
      return new Services.Choice(mode.get(), mode.get().id() + ": requested with --services");
    }
    Optional<Engine> engine = Engine.find();
    if (engine.isEmpty()) {
      return embedded(wanted, "no Docker engine answers at " + Engine.where());
    }
    try {
      wanted.forEach(this::requireImage);
    } catch (ServiceException e) {
      return embedded(wanted, e.getMessage().replaceFirst(";.*", ""));
    }
    return new Services.Choice(
        Mode.CONTAINERS, "containers: " + engine.get().version() + " responds and has the images");
  }

  private Services.Choice embedded(Set<Technology> wanted, String why) {
    requirePrograms(wanted, " (containers are not available either: " + why + ")");
    return new Services.Choice(Mode.EMBEDDED, "embedded: " + why);
  }

  private void requirePrograms(Set<Technology> wanted, String also) {
    for (Technology technology : wanted) {
      Optional<String> missing = technologies.software(technology).missing();
      if (missing.isPresent()) {
        throw new ServiceException(missing.get() + also);
      }
    }
  }

  private void requireImage(Technology technology) {
    Images.resolve(registry, Images.candidates(technologies.software(technology)), progress);
  }
}
