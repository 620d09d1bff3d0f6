package dev.syslab.cli;

import picocli.CommandLine.Option;

/** {@code --stages}. */
final class StagesOption {
  /** What may be asked for. */
  enum Wanted {
    ALL,
    CORE
  }

  @Option(
      names = "--stages",
      paramLabel = "all|core",
      description =
          "core (the stages that a course assigns, about the first half) or all (the default).")
  private Wanted stages = Wanted.ALL;

  boolean core() {
    return stages == Wanted.CORE;
  }
}
