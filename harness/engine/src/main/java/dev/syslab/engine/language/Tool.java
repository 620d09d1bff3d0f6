package dev.syslab.engine.language;

import dev.syslab.engine.process.Child;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A tool that a program in another language needs.
 *
 * @param name what it is called on the path
 * @param least the oldest version that will do
 * @param asksVersion the command that prints its version
 */
public record Tool(String name, Version least, String asksVersion) {
  private static final Duration BOUND = Duration.ofSeconds(30);

  /** What the machine has of it: {@code wrong} is empty if it will do. */
  public record Finding(Optional<Path> program, Optional<Version> version, String wrong) {}

  /** What it is, for people. */
  public String wanted() {
    return name + " " + least + " or later";
  }

  /** Looks for it, and asks for its version. */
  public Finding look() {
    Optional<Path> program = onPath(name);
    if (program.isEmpty()) {
      return new Finding(program, Optional.empty(), name + " is not on the PATH");
    }
    String said = ask();
    Optional<Version> version = Version.in(said);
    String wrong =
        version
            .map(v -> v.compareTo(least) >= 0 ? "" : program.get() + " is version " + v)
            .orElse("“" + asksVersion + "” printed “" + said.strip() + "” instead of a version");
    return new Finding(program, version, wrong);
  }

  private String ask() {
    return new Child("/bin/sh", "-c", asksVersion).withErrors().within(BOUND).run().output();
  }

  /**
   * What tells this program from another version of it, without starting it: package managers
   * replace the file.
   */
  String mark() {
    return onPath(name)
        .map(
            program -> {
              try {
                Path real = program.toRealPath();
                return real + " " + Files.getLastModifiedTime(real) + " " + Files.size(real);
              } catch (IOException e) {
                return "unreadable";
              }
            })
        .orElse("absent");
  }

  private static Optional<Path> onPath(String command) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, command))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
