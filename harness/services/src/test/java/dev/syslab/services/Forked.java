package dev.syslab.services;

import dev.syslab.services.base.Mode;
import dev.syslab.services.base.Server;
import dev.syslab.services.base.Technology;
import dev.syslab.services.process.BuiltClassPath;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Another process of the same user: a second {@code ./lab}, or a judge that is about to be killed.
 */
final class Forked implements AutoCloseable {

  private final Process process;
  private final BufferedReader out;

  /**
   * @param command {@code warm}, {@code own} or {@code choose}, and its arguments
   */
  Forked(Path home, Map<String, String> environment, String... command) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    line.add(
        Path.of("target", "test-classes").toAbsolutePath()
            + File.pathSeparator
            + BuiltClassPath.text());
    line.addAll(List.of(Forked.class.getName(), home.toString()));
    line.addAll(List.of(command));
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    process = builder.start();
    out = new BufferedReader(new InputStreamReader(process.getInputStream()));
  }

  /** What it prints next: the server's address, or the choice. */
  String line() throws IOException {
    return out.readLine();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.destroy();
  }

  public static void main(String[] args) throws Exception {
    Services services = Services.open(Path.of(args[0]));
    if (args[1].equals("choose")) {
      Services.Choice choice = services.choose(Optional.empty(), EnumSet.of(Technology.REDIS));
      System.out.println(choice.mode() + " " + choice.reason());
      return;
    }
    Technology technology = Technology.valueOf(args[2]);
    Mode mode = Mode.valueOf(args[3]);
    Server server =
        args[1].equals("warm") ? services.warm(technology, mode) : services.own(technology, mode);
    if (args[1].equals("own")) {
      Process child = new ProcessBuilder("sleep", "600").start();
      services.track(child);
      System.out.println(child.pid() + " " + services.scratch("judge"));
    }
    System.out.println(server.id() + " " + server.address());
    while (System.in.read() >= 0) {
      // Until the test lets go.
    }
  }
}
