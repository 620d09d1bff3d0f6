package dev.syslab.engine.process;

import dev.syslab.kit.process.Isolation;
import dev.syslab.kit.process.Isolation.Allowance;
import dev.syslab.kit.process.Sandbox;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A command that runs to its end as a child of this process. Unless told otherwise it reads
 * nothing, what it prints is kept, its errors are discarded, and there is no bound.
 */
public final class Child {
  /** The exit code where there is no such command. */
  public static final int NOT_FOUND = 127;

  /** The exit code of a command that was ended because its bound had passed. */
  public static final int LATE = 124;

  /** The exit code of a command that was ended because this thread was interrupted. */
  public static final int INTERRUPTED = 130;

  private static final Duration FOREVER = Duration.ofDays(365);
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private final ProcessBuilder builder;
  private Duration bound = FOREVER;
  private String input = "";
  private Sandbox sandbox;

  public Child(List<String> command) {
    builder =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectError(Redirect.DISCARD);
  }

  public Child(String... command) {
    this(List.of(command));
  }

  /**
   * How it has ended.
   *
   * @param output what it printed, without what went elsewhere; where it could not be started, why
   */
  public record Ended(int code, String output) {
    public boolean well() {
      return code == 0;
    }
  }

  /** The folder in which it runs. */
  public Child in(Path folder) {
    builder.directory(folder.toFile());
    return this;
  }

  /** Sets an environment variable. */
  public Child with(String variable, String value) {
    builder.environment().put(variable, value);
    return this;
  }

  /** Sets an environment variable unless the user has. */
  public Child withDefault(String variable, String value) {
    builder.environment().putIfAbsent(variable, value);
    return this;
  }

  /** Takes away the environment variables whose names begin so. */
  public Child without(String prefix) {
    builder.environment().keySet().removeIf(name -> name.startsWith(prefix));
    return this;
  }

  /** Its errors count as what it prints. */
  public Child withErrors() {
    builder.redirectErrorStream(true);
    return this;
  }

  /** What it prints, errors included, goes to a file. */
  public Child into(Path file) {
    builder.redirectErrorStream(true).redirectOutput(file.toFile());
    return this;
  }

  /** What it prints, errors included, is discarded. */
  public Child silent() {
    builder.redirectErrorStream(true).redirectOutput(Redirect.DISCARD);
    return this;
  }

  /** It reads this text. */
  public Child reading(String text) {
    input = text;
    builder.redirectInput(Redirect.PIPE);
    return this;
  }

  /** It reads what this process would. */
  public Child readingTerminal() {
    builder.redirectInput(Redirect.INHERIT);
    return this;
  }

  /** It prints where this process does. */
  public Child printingToTerminal() {
    builder.redirectOutput(Redirect.INHERIT).redirectError(Redirect.INHERIT);
    return this;
  }

  /**
   * It runs in a sandbox, with nothing of this process's environment. To be called last but for the
   * bound and the streams.
   */
  public Child inside(Isolation isolation, Allowance allowance) {
    builder.environment().clear();
    builder.environment().putAll(Isolation.ENVIRONMENT);
    sandbox = isolation.enclose(builder, allowance);
    return this;
  }

  /** Once that has passed, it is ended with all that it has started. */
  public Child within(Duration bound) {
    this.bound = bound;
    return this;
  }

  /** Runs it to its end. */
  public Ended run() {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try {
      int code = end(builder.start(), in -> in.transferTo(output));
      return new Ended(code, output.toString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      return new Ended(NOT_FOUND, e.getMessage());
    }
  }

  /**
   * Runs it to its end.
   *
   * @param line told what it prints, by another thread
   * @return its exit code
   * @throws IOException if it cannot be started
   */
  public int follow(Consumer<String> line) throws IOException {
    return follow(line, process -> {});
  }

  /**
   * The same.
   *
   * @param started told of the process before it is waited for
   * @throws IOException if it cannot be started
   */
  public int follow(Consumer<String> line, Consumer<Process> started) throws IOException {
    Process process = builder.start();
    started.accept(process);
    return end(
        process,
        in -> {
          BufferedReader lines =
              new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
          for (String one = lines.readLine(); one != null; one = lines.readLine()) {
            line.accept(one);
          }
        });
  }

  /** Reads what a process prints. */
  private interface Reader {
    void read(InputStream in) throws IOException;
  }

  private int end(Process process, Reader output) {
    Thread reader = new Thread(() -> read(process, output), "child-output");
    reader.setDaemon(true);
    reader.start();
    try {
      if (sandbox != null) {
        sandbox.started(process);
      }
      write(process);
      boolean ended = process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        kill(process);
      }
      // Something that it has started may hold the pipe open.
      reader.join(DRAIN.toMillis());
      if (ended && sandbox != null) {
        sandbox.requireRan();
      }
      return ended ? process.exitValue() : LATE;
    } catch (InterruptedException e) {
      kill(process);
      Thread.currentThread().interrupt();
      return INTERRUPTED;
    }
  }

  private void write(Process process) {
    try (OutputStream out = process.getOutputStream()) {
      out.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It has ended without reading everything.
    }
  }

  private static void read(Process process, Reader output) {
    try (InputStream in = process.getInputStream()) {
      output.read(in);
    } catch (IOException e) {
      // It was ended.
    }
  }

  private void kill(Process process) {
    if (sandbox != null) {
      sandbox.kill();
    }
    // Once it is gone, what it has started is no longer known as its own.
    List<ProcessHandle> all = process.descendants().collect(Collectors.toList());
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
  }
}
