package dev.syslab.engine.similarity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** JDKs of this machine: the one that runs this program is as old as Syslab allows. */
final class NewerJdk {
  /** The environment variable that names a JDK, which is then the only one that is looked at. */
  static final String VARIABLE = "SYSLAB_JDK21";

  private static final Pattern VERSION =
      Pattern.compile("^JAVA_VERSION=\"(\\d+)", Pattern.MULTILINE);

  private NewerJdk() {}

  private record Jdk(Path home, int version) {}

  /** Where JDKs are installed on Linux and macOS. */
  static List<Path> usual() {
    String named = System.getenv(VARIABLE);
    if (named != null) {
      return List.of(Path.of(named));
    }
    List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
    homes.addAll(inside(Path.of("/usr/lib/jvm")));
    inside(Path.of("/Library/Java/JavaVirtualMachines"))
        .forEach(jdk -> homes.add(jdk.resolve("Contents/Home")));
    homes.addAll(inside(Path.of(System.getProperty("user.home"), ".sdkman/candidates/java")));
    homes.addAll(inside(Path.of(System.getProperty("user.home"), ".jdks")));
    return homes;
  }

  /** The oldest of these that is at least so new, with its compiler; empty if there is none. */
  static Optional<Path> find(List<Path> homes, int least) {
    return homes.stream()
        .filter(home -> Files.isExecutable(home.resolve("bin/javac")))
        .map(home -> new Jdk(home, version(home)))
        .filter(jdk -> jdk.version() >= least)
        .min(Comparator.comparingInt(Jdk::version))
        .map(Jdk::home);
  }

  /** 0 if it does not say. */
  private static int version(Path home) {
    try {
      Matcher found = VERSION.matcher(Files.readString(home.resolve("release")));
      return found.find() ? Integer.parseInt(found.group(1)) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private static List<Path> inside(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
