package dev.syslab.services.process;

import dev.syslab.services.base.Failures;
import dev.syslab.services.base.ServiceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program that is run to its end, with empty input and within a bound. What outlives its caller
 * is started by {@link Processes#launch} instead.
 *
 * @param words the program and its arguments
 * @param environment on top of this process's own
 * @param folder where it runs; null: in the current folder, even if that has been removed
 */
public record Command(List<String> words, Map<String, String> environment, Path folder) {
  private static final Duration AFTERWARDS = Duration.ofSeconds(1);
  private static final int LINES = 15;

  /** Runs in the current folder. */
  public Command(List<String> words) {
    this(words, Map.of(), null);
  }

  /** Runs in the current folder. */
  public static Command of(String... words) {
    return new Command(List.of(words));
  }

  /** With these variables too. */
  public Command with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(more);
    return new Command(words, all, folder);
  }

  public Command in(Path other) {
    return new Command(words, environment, other);
  }

  /**
   * How it ended.
   *
   * @param output both streams, as they came
   */
  public record Ended(int exitCode, String output) {}

  /**
   * Runs it and returns when it has ended, whatever its exit code; kills it when the bound passes.
   *
   * @throws ServiceException if it cannot be started or does not end within the bound
   */
  public Ended run(Duration bound) {
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder == null ? null : folder.toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process;
    try {
      process = builder.start();
      process.getOutputStream().close();
    } catch (IOException e) {
      throw Failures.io("run " + words.get(0), folder == null ? Path.of(".") : folder, e);
    }
    CompletableFuture<byte[]> output = new CompletableFuture<>();
    Thread reader = new Thread(() -> output.complete(read(process)), "output");
    reader.setDaemon(true);
    reader.start();
    try {
      if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
        end(process);
        throw new ServiceException(this + " did not finish within " + bound.toSeconds() + " s");
      }
      return new Ended(process.exitValue(), text(output));
    } catch (InterruptedException e) {
      end(process);
      throw Failures.interrupted(words.get(0));
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static byte[] read(Process process) {
    try (InputStream in = process.getInputStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      return new byte[0];
    }
  }

  /** A child of the program may keep the pipe open for as long as it likes. */
  private static String text(CompletableFuture<byte[]> output) throws InterruptedException {
    try {
      return new String(
          output.get(AFTERWARDS.toMillis(), TimeUnit.MILLISECONDS), StandardCharsets.UTF_8);
    } catch (TimeoutException | ExecutionException e) {
      return "";
    }
  }

  /**
   * As {@link #run}, where every other exit code than 0 is a failure.
   *
   * @throws ServiceException also if the exit code is not 0; with the last lines of the output
   */
  public String require(Duration bound) {
    Ended ended = run(bound);
    if (ended.exitCode() != 0) {
      List<String> lines = new ArrayList<>(ended.output().lines().toList());
      throw new ServiceException(
          this
              + " ended with exit code "
              + ended.exitCode()
              + "; its last lines:\n  "
              + String.join(
                  "\n  ", lines.subList(Math.max(0, lines.size() - LINES), lines.size())));
    }
    return ended.output();
  }

  @Override
  public String toString() {
    return String.join(" ", words);
  }
}
