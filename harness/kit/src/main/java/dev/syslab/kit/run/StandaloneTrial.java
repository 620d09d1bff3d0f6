package dev.syslab.kit.run;

import dev.syslab.kit.process.SubjectClasses;
import dev.syslab.kit.process.SubjectPool;
import dev.syslab.kit.process.SubjectSource;
import dev.syslab.services.Services;
import dev.syslab.services.base.Home;
import dev.syslab.services.base.Mode;
import dev.syslab.services.base.Technology;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/**
 * The trial of tests that an IDE or Maven runs without the engine: the learner's class on this
 * program's class path.
 */
public final class StandaloneTrial {
  private StandaloneTrial() {}

  /** The namespace of the launcher session's store that keeps such trials. */
  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(StandaloneTrial.class);

  /** The setting that decides how the servers of a stage are started. */
  private record Wanted(Class<?> contract, Set<Technology> servers) {}

  /**
   * The trial that the tests of a launcher session share; it is closed with the session.
   *
   * @param servers the servers that the subjects of the stage get
   */
  public static Trial of(ExtensionContext test, Class<?> contract, Set<Technology> servers) {
    return test.getStore(StoreScope.LAUNCHER_SESSION, SPACE)
        .getOrComputeIfAbsent(
            new Wanted(contract, servers), wanted -> open(contract, servers), Trial.class);
  }

  private static Trial open(Class<?> contract, Set<Technology> servers) {
    // Numbers must not be formatted with the user's locale: programs read them.
    Locale.setDefault(Locale.ROOT);
    Services services = Services.open(Home.find());
    Optional<Mode> wanted =
        Optional.ofNullable(System.getenv("SYSLAB_SERVICES"))
            .filter(mode -> !mode.equals("auto"))
            .map(mode -> Mode.valueOf(mode.toUpperCase(Locale.ROOT)));
    Services.Choice choice = services.choose(wanted, servers);
    Seed seed =
        Optional.ofNullable(System.getenv("SYSLAB_SEED")).map(Seed::new).orElseGet(Seed::fresh);
    return new Trial(
        new Trial.Settings(
            labOf(contract),
            learner(contract),
            services,
            choice.mode(),
            wanted.isPresent(),
            seed,
            false),
        SubjectPool.fresh());
  }

  private static SubjectSource learner(Class<?> contract) {
    List<Path> classpath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.endsWith("test-classes"))
            .map(Path::of)
            .toList();
    String type = SubjectClasses.learner(home(contract), contract);
    return new SubjectSource.JavaClass(
        "learner", classpath, List.of(), contract.getName(), type, List.of());
  }

  /** The lab's name: its contract's package ends with it, without the hyphens. */
  private static String labOf(Class<?> contract) {
    for (Path folder = home(contract); folder != null; folder = folder.getParent()) {
      if (folder.getParent() != null && folder.getParent().endsWith("labs")) {
        return folder.getFileName().toString();
      }
    }
    return contract.getPackageName().substring(contract.getPackageName().lastIndexOf('.') + 1);
  }

  private static Path home(Class<?> contract) {
    try {
      return Path.of(contract.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
