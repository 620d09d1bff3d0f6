package dev.syslab.services.engine;

import dev.syslab.services.base.Failures;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Technology;
import dev.syslab.services.registry.Registry;
import dev.syslab.services.server.Software;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Which container images can serve. */
public final class Images {

  private static final Duration REMEMBER_FAILURE = Duration.ofMinutes(10);

  private Images() {}

  /**
   * The image that the user names in {@code SYSLAB_IMAGE_<TECHNOLOGY>}, and nothing else; otherwise
   * the official one, then what {@code scripts/build-images} makes where no registry can be
   * reached.
   */
  public static List<String> candidates(Software software) {
    Technology technology = software.technology();
    String wanted = System.getenv("SYSLAB_IMAGE_" + technology.name());
    if (wanted != null && !wanted.isBlank()) {
      return List.of(wanted);
    }
    List<String> names = new ArrayList<>();
    names.add(software.officialImage());
    names.add("syslab/" + technology.id() + ":local");
    return names;
  }

  /** The first candidate that is here. */
  public static Optional<String> local(List<String> candidates) {
    return candidates.stream().filter(Engine.require()::has).findFirst();
  }

  /**
   * A candidate that is here, or else the first that can be pulled. What was built locally is taken
   * before anything is pulled: who builds images has a reason.
   *
   * @throws ServiceException if there is none; the message names the remedies
   */
  public static String resolve(
      Registry registry, List<String> candidates, Consumer<String> progress) {
    Optional<String> here = local(candidates);
    if (here.isPresent()) {
      return here.get();
    }
    String image = candidates.get(0);
    return registry.locked(
        "pull-" + image.replaceAll("\\W", "_"),
        () -> local(candidates).orElseGet(() -> pull(registry, image, progress)));
  }

  private static String pull(Registry registry, String image, Consumer<String> progress) {
    Path failed = registry.cache().resolve("pull-failed-" + image.replaceAll("\\W", "_"));
    try {
      if (Files.exists(failed)
          && Files.getLastModifiedTime(failed)
              .toInstant()
              .isAfter(Instant.now().minus(REMEMBER_FAILURE))) {
        throw missing(image, Files.readString(failed));
      }
      progress.accept("pulling image " + image);
      try {
        Pull.of(image);
        Files.deleteIfExists(failed);
        return image;
      } catch (ServiceException e) {
        Files.writeString(failed, e.getMessage());
        throw missing(image, e.getMessage());
      }
    } catch (IOException e) {
      throw Failures.io("record a failed pull", failed, e);
    }
  }

  private static ServiceException missing(String image, String seen) {
    return new ServiceException(
        "image "
            + image
            + " is not present and cannot be pulled ("
            + seen
            + "); build the local ones with scripts/build-images, name another in"
            + " SYSLAB_IMAGE_<TECHNOLOGY>, or use embedded servers");
  }
}
