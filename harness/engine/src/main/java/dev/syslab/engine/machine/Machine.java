package dev.syslab.engine.machine;

import dev.syslab.engine.lab.Workbook;
import dev.syslab.services.Services;
import dev.syslab.services.base.Home;
import dev.syslab.services.base.Mode;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Technology;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks at what this machine has. Changes nothing. */
public final class Machine {
  private static final long ENOUGH_DISK = 2L << 30;
  private static final String RABBITMQ = "rabbitmq-server";

  private final Services services;
  private final Path root;

  /**
   * @param root the repository's root
   */
  public Machine(Services services, Path root) {
    this.services = services;
    this.root = root;
  }

  /** Everything, the required first. */
  public List<Need> needs() {
    List<Need> needs = new ArrayList<>();
    needs.add(
        new Need(
            "JDK 17 or later",
            true,
            true,
            System.getProperty("java.vendor") + " " + System.getProperty("java.version"),
            List.of()));
    needs.add(tool("Maven 3.8 or later, for building", "mvn", true, "maven"));
    needs.add(tool("git, to tell your changes from the originals", "git", false, "git"));
    needs.add(disk());
    for (Technology technology : Technology.values()) {
      needs.add(embedded(technology));
    }
    needs.add(containers());
    needs.addAll(new LanguageTools(new Workbook(root)).needs());
    return needs;
  }

  /** What is missing for starting these technologies that way; empty if nothing is. */
  public Optional<Need> missing(Mode mode, Set<Technology> technologies) {
    List<Need> needs =
        mode == Mode.CONTAINERS
            ? List.of(containers())
            : technologies.stream().map(this::embedded).toList();
    return needs.stream().filter(need -> !need.there()).findFirst();
  }

  private static Need tool(String what, String command, boolean required, String debianPackage) {
    Optional<Path> found = onPath(command);
    return new Need(
        what,
        found.isPresent(),
        required,
        found.map(Path::toString).orElse("not found"),
        Installer.install(debianPackage));
  }

  private static Need disk() {
    Path home = Home.find();
    long free = home.toFile().getUsableSpace();
    return new Need(
        "2 GB of free disk for the servers' files",
        free >= ENOUGH_DISK,
        false,
        (free >> 20) + " MB free at " + home,
        List.of());
  }

  private Need embedded(Technology technology) {
    String what = technology.label() + " as a plain process";
    String trouble = trouble(Mode.EMBEDDED, EnumSet.of(technology));
    List<String> fix = technology == Technology.RABBITMQ ? Installer.install(RABBITMQ) : List.of();
    return new Need(what, trouble.isEmpty(), false, trouble.isEmpty() ? "ready" : trouble, fix);
  }

  private Need containers() {
    String trouble = trouble(Mode.CONTAINERS, EnumSet.allOf(Technology.class));
    return new Need(
        "servers in containers: a Docker engine, and the images",
        trouble.isEmpty(),
        false,
        trouble.isEmpty() ? "ready" : trouble,
        engineAnswers() ? List.of(root.resolve("scripts/build-images").toString()) : engineFix());
  }

  private List<String> engineFix() {
    return onPath("apt-get").isPresent()
        ? List.of(root.resolve("scripts/docker-engine").toString(), "start")
        : List.of();
  }

  private static boolean engineAnswers() {
    return Files.exists(Path.of("/var/run/docker.sock")) || System.getenv("DOCKER_HOST") != null;
  }

  private String trouble(Mode mode, Set<Technology> technologies) {
    try {
      services.choose(Optional.of(mode), technologies);
      return "";
    } catch (ServiceException e) {
      return e.getMessage();
    }
  }

  static Optional<Path> onPath(String command) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, command))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
