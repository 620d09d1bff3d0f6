package dev.syslab.services;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.syslab.services.base.Mode;
import dev.syslab.services.base.Technology;
import dev.syslab.services.embedded.Binaries;
import dev.syslab.services.engine.Engine;
import dev.syslab.services.engine.Images;
import dev.syslab.services.registry.Registry;
import dev.syslab.services.server.Software;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What can be tested on this machine. {@code SYSLAB_TEST_SERVICES} (containers, embedded, both)
 * demands or leaves out a mode.
 */
public final class Available {

  private Available() {}

  public static List<Mode> modes() {
    String wanted =
        System.getProperty("SYSLAB_TEST_SERVICES", System.getenv("SYSLAB_TEST_SERVICES"));
    return wanted == null || wanted.equals("both")
        ? Arrays.asList(Mode.values())
        : List.of(Mode.valueOf(wanted.toUpperCase(Locale.ROOT)));
  }

  /** Skips the test, visibly, where the technology cannot be had in that mode. */
  public static void assume(Technology technology, Mode mode) {
    Software software = technologies().software(technology);
    if (mode == Mode.CONTAINERS) {
      assumeTrue(Engine.find().isPresent(), "skipped: no Docker engine answers");
      List<String> images = Images.candidates(software);
      assumeTrue(
          Images.local(images).isPresent(), "skipped: none of the images " + images + " is here");
    } else {
      Optional<String> missing = software.missing();
      assumeTrue(missing.isEmpty(), () -> "skipped: " + missing.get());
    }
  }

  /**
   * A home of its own below target: nothing that a test leaves there can be mistaken for a user's.
   */
  public static Path home() {
    return Path.of("target", "homes für alle", UUID.randomUUID().toString().substring(0, 8))
        .toAbsolutePath();
  }

  private static Technologies technologies() {
    return new Technologies(new Binaries(new Registry(sharedHome()), line -> {}));
  }

  /** Shared by tests that only need servers, so that programs are unpacked once. */
  public static Path sharedHome() {
    return Path.of("target", "homes für alle", "shared").toAbsolutePath();
  }
}
