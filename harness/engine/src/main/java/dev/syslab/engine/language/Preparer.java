package dev.syslab.engine.language;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.language.LanguageProgram.Preparation;
import dev.syslab.engine.language.LanguageProgram.Role;
import dev.syslab.engine.language.Tool.Finding;
import dev.syslab.engine.process.Child;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes a program ready to be started: looks for its tools, and runs its preparation, once for each
 * state of what that reads. Several may do so at once, in this process and in others.
 */
public final class Preparer {
  private static final Duration BOUND = Duration.ofMinutes(10);
  private static final int MOST_LINES = 10;
  private static final Pattern ERROR = Pattern.compile("\\berror\\b", Pattern.CASE_INSENSITIVE);
  // A file's lock keeps other processes out, not other threads.
  private static final Object ONE_AT_A_TIME = new Object();

  private final LanguageProgram program;
  private final Path state;
  private final Consumer<String> say;
  private final Predicate<Path> writable;

  /**
   * @param say told what takes a while
   */
  public Preparer(LanguageProgram program, Consumer<String> say) {
    this(program, say, Files::isWritable);
  }

  Preparer(LanguageProgram program, Consumer<String> say, Predicate<Path> writable) {
    this.writable = writable;
    this.program = program;
    this.state =
        program
            .lab()
            .workbook()
            .work()
            .resolve("languages")
            .resolve(
                program.lab().name()
                    + "-"
                    + program.language()
                    + (program.role() == Role.LEARNER ? "-learner" : ""));
    this.say = say;
  }

  /**
   * Returns when the program can be started.
   *
   * @return where it is to be started
   * @throws NotReadyException if this machine lacks a tool that it needs
   * @throws LabException if its preparation fails
   */
  public Path ready() {
    try {
      Files.createDirectories(state);
      synchronized (ONE_AT_A_TIME) {
        try (FileChannel lock =
            FileChannel.open(
                state.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
          lock.lock();
          return prepared();
        }
      }
    } catch (IOException e) {
      throw new LabException(
          Kind.TROUBLE, program.shown() + " could not be prepared: " + e.getMessage(), e);
    }
  }

  private Path prepared() throws IOException {
    Sources sources = new Sources(program);
    // What is prepared stands beside the sources, as the language's own tools expect it.
    Path folder =
        writable.test(program.folder())
            ? program.folder()
            : sources.copyTo(state.resolve("folder"));
    Path stamp = state.resolve("stamp");
    String digest = sources.digest(folder);
    boolean done = Files.exists(stamp) && Files.readString(stamp).equals(digest);
    if (!done || !everythingMade(folder)) {
      Files.deleteIfExists(stamp);
      requireTools();
      if (program.preparation().isPresent()) {
        prepare(program.preparation().get(), folder);
      }
      Files.writeString(stamp, digest);
    }
    return folder;
  }

  private boolean everythingMade(Path folder) {
    return program.preparation().map(Preparation::makes).orElse(List.of()).stream()
        .allMatch(made -> Files.exists(folder.resolve(made)));
  }

  private void requireTools() {
    for (Tool tool : program.tools()) {
      Finding found = tool.look();
      if (!found.wrong().isEmpty()) {
        throw new NotReadyException(
            program.shown()
                + " needs "
                + tool.wanted()
                + ": "
                + found.wrong()
                + "; ./lab doctor says how to fix it");
      }
    }
  }

  private void prepare(Preparation preparation, Path folder) throws IOException {
    say.accept("preparing " + program.shown() + ": " + preparation.command());
    Path log = state.resolve("log");
    int code =
        new Child("/bin/sh", "-c", preparation.command())
            .in(folder)
            .into(log)
            .within(BOUND)
            .run()
            .code();
    if (code != 0) {
      // The tools are there, so this is the program's own failure: its packages, or its code.
      throw new LabException(
          Kind.SUBJECT,
          "for %s, “%s” %s:%s(the whole output: %s)"
              .formatted(
                  program.shown(),
                  preparation.command(),
                  code == Child.LATE
                      ? "did not finish within " + BOUND.toMinutes() + " min"
                      : "ended with exit code " + code,
                  why(Files.readString(log).lines().filter(line -> !line.isBlank()).toList()),
                  program.lab().shown(log)));
    }
    if (!everythingMade(folder)) {
      throw new LabException(
          Kind.USAGE,
          "%s: “%s” has not created all of “%s”"
              .formatted(
                  program.lab().shown(program.folder().resolve(LanguageProgram.FILE)),
                  preparation.command(),
                  String.join(" ", preparation.makes())));
    }
  }

  /** What tells most: of a compiler's complaints the first few, else the line with the error. */
  private String why(List<String> lines) {
    if (program.role() == Role.LEARNER) {
      return lines.stream().limit(MOST_LINES).collect(Collectors.joining("\n  ", "\n  ", "\n"));
    }
    return " "
        + lines.stream()
            .filter(line -> ERROR.matcher(line).find())
            .findFirst()
            .or(() -> lines.stream().skip(Math.max(0, lines.size() - 1L)).findFirst())
            .orElse("it printed nothing")
        + " ";
  }
}
