package dev.syslab.cli;

import dev.syslab.engine.process.Child;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import sun.misc.Signal;

/**
 * Single keys of the terminal, without Enter. The terminal's driver is told by {@code stty}, which
 * every Unix has: a library would bring native code for the same. Ctrl-C stays what it is.
 */
final class Keyboard implements AutoCloseable {
  private static final int ESCAPE = 27;
  private static final Duration BOUND = Duration.ofSeconds(5);

  private final String before;
  private final Thread restore;

  private Keyboard(String before) {
    this.before = before;
    // Ctrl-C, a hang-up and a defect end here too.
    this.restore = new Thread(() -> stty(before), "syslab-terminal");
  }

  /**
   * Begins to read keys.
   *
   * @param typed told of each character, on a thread of its own; -1 when there will be no more
   * @return empty if standard input is no terminal
   */
  static Optional<Keyboard> open(IntConsumer typed) {
    // The front door tells: a Java program cannot see it.
    Optional<String> before =
        "1".equals(System.getenv("SYSLAB_KEYS")) ? stty("-g") : Optional.empty();
    return before.map(
        settings -> {
          Keyboard keyboard = new Keyboard(settings);
          Runtime.getRuntime().addShutdownHook(keyboard.restore);
          raw();
          // After Ctrl-Z and fg the shell may have left the terminal otherwise.
          Signal.handle(new Signal("CONT"), signal -> raw());
          Thread reader = new Thread(() -> read(System.in, typed), "syslab-keys");
          reader.setDaemon(true);
          reader.start();
          return keyboard;
        });
  }

  private static void raw() {
    stty("-icanon", "-echo", "min", "1", "time", "0");
  }

  static void read(InputStream in, IntConsumer typed) {
    try {
      for (int character = in.read(); character >= 0; character = in.read()) {
        if (character == ESCAPE) {
          // An arrow or function key: none of its letters is meant.
          in.skipNBytes(in.available());
        } else {
          typed.accept(character);
        }
      }
    } catch (IOException e) {
      // The terminal is gone.
    }
    typed.accept(-1);
  }

  /** What it printed; empty if it failed, as where there is no terminal. */
  private static Optional<String> stty(String... arguments) {
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(arguments));
    Child.Ended ended = new Child(command).readingTerminal().within(BOUND).run();
    return ended.well() ? Optional.of(ended.output().strip()) : Optional.empty();
  }

  /** Leaves the terminal as it was. */
  @Override
  public void close() {
    stty(before);
    Runtime.getRuntime().removeShutdownHook(restore);
  }
}
