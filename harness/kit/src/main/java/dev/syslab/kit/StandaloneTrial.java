package dev.syslab.kit;

import dev.syslab.kit.process.SubjectClasses;
import dev.syslab.kit.process.SubjectHosts;
import dev.syslab.kit.process.SubjectSource;
import dev.syslab.services.Home;
import dev.syslab.services.Mode;
import dev.syslab.services.Services;
import dev.syslab.services.Technology;
import dev.syslab.subject.Lab;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The trial of tests that an IDE or Maven runs without the engine: the learner's class on this
 * program's class path.
 */
final class StandaloneTrial {
  private static final Map<Class<?>, Trial> BY_CONTRACT = new ConcurrentHashMap<>();

  private StandaloneTrial() {}

  static Trial of(Class<?> contract) {
    return BY_CONTRACT.computeIfAbsent(contract, StandaloneTrial::open);
  }

  private static Trial open(Class<?> contract) {
    Services services = Services.open(Home.find());
    List<Technology> technologies =
        Stream.of(contract.getAnnotation(Lab.class).servers())
            .map(used -> Technology.valueOf(used.name()))
            .toList();
    Optional<Mode> wanted =
        Optional.ofNullable(System.getenv("SYSLAB_SERVICES"))
            .filter(mode -> !mode.equals("auto"))
            .map(mode -> Mode.valueOf(mode.toUpperCase(Locale.ROOT)));
    Services.Choice choice = services.choose(wanted, Set.copyOf(technologies));
    Seed seed =
        Optional.ofNullable(System.getenv("SYSLAB_SEED")).map(Seed::new).orElseGet(Seed::fresh);
    Trial trial =
        new Trial(
            new Trial.Settings(
                labOf(contract),
                learner(contract),
                technologies,
                services,
                choice.mode(),
                wanted.isPresent(),
                seed,
                false),
            SubjectHosts.fresh());
    Runtime.getRuntime().addShutdownHook(new Thread(trial::close));
    return trial;
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
