package dev.syslab.services;

import dev.syslab.services.base.Mode;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Technology;
import dev.syslab.services.engine.Engine;
import dev.syslab.services.engine.Images;
import dev.syslab.services.rabbitmq.RabbitMq;
import dev.syslab.services.registry.Registry;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Decides how servers are started here. */
public final class Chooser {

  private final Registry registry;
  private final Consumer<String> progress;

  Chooser(Registry registry, Consumer<String> progress) {
    this.registry = registry;
    this.progress = progress;
  }

  Services.Choice choose(Optional<Mode> wanted, Set<Technology> technologies) {
    if (wanted.isPresent()) {
      if (wanted.get() == Mode.EMBEDDED) {
        requirePrograms(technologies, "");
      } else {
        Engine.require();
        technologies.forEach(this::requireImage);
      }
      return new Services.Choice(wanted.get(), wanted.get().id() + ": asked for with --services");
    }
    Optional<Engine> engine = Engine.find();
    if (engine.isEmpty()) {
      return embedded(technologies, "no Docker engine answers at " + Engine.where());
    }
    try {
      technologies.forEach(this::requireImage);
    } catch (ServiceException e) {
      return embedded(technologies, e.getMessage().replaceFirst(";.*", ""));
    }
    return new Services.Choice(
        Mode.CONTAINERS, "containers: " + engine.get().version() + " answers and has the images");
  }

  private static Services.Choice embedded(Set<Technology> technologies, String why) {
    requirePrograms(technologies, " (containers cannot be had either: " + why + ")");
    return new Services.Choice(Mode.EMBEDDED, "embedded: " + why);
  }

  private static void requirePrograms(Set<Technology> technologies, String also) {
    if (technologies.contains(Technology.RABBITMQ) && RabbitMq.installed().isEmpty()) {
      throw new ServiceException(RabbitMq.missing().getMessage() + also);
    }
  }

  private void requireImage(Technology technology) {
    Images.resolve(registry, Images.candidates(technology), progress);
  }
}
