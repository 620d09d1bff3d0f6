package dev.syslab.kit.process;

import dev.syslab.kit.process.SystemFiles.Link;
import dev.syslab.kit.process.SystemFiles.Shown;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.process.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Sandboxes made of containers by a Docker engine of this machine. Their image contains only links:
 * like the sandboxes that {@link Bubblewrap} makes, they hold this machine's C library and the JDK
 * that runs the judge, read-only. So a program runs in them as it does outside, starts from the
 * same CDS archive, and finds no other program; and no image has to be built.
 */
public final class DockerIsolation implements Isolation {
  /** The system property with the path of the command docker, if it is not on the PATH. */
  public static final String PROPERTY = "syslab.docker";

  private static final String IMAGE = "syslab/sandbox";
  private static final Duration IMPORT = Duration.ofSeconds(60);
  private static final long PROBE_SECONDS = 60;
  // With more, one program could slow down everything else on a large machine.
  private static final int CPUS = 2;

  private final DockerCli docker;
  private final ContainerSweep sweep;
  private final SystemFiles files;
  private final String user;
  private final int cpus;
  private final String image;

  private DockerIsolation(DockerCli docker, ContainerSweep sweep) throws IOException {
    this.docker = docker;
    this.sweep = sweep;
    this.files = SystemFiles.find();
    this.user = "%s:%s".formatted(attribute("uid"), attribute("gid"));
    this.cpus = Math.min(CPUS, Integer.parseInt(docker.require("info", "--format", "{{.NCPU}}")));
    this.image = image();
  }

  private static Object attribute(String name) throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:" + name);
  }

  /**
   * The one on this machine.
   *
   * @throws UnavailableException if there is no engine, or it cannot isolate programs
   */
  public static DockerIsolation find() throws UnavailableException {
    DockerCli docker = DockerCli.find(PROPERTY);
    try {
      if (!docker
          .require("info", "--format", "{{.MemoryLimit}} {{.PidsLimit}}")
          .equals("true true")) {
        throw new UnavailableException(
            "the Docker engine cannot limit memory or processes here; see: docker info");
      }
      DockerIsolation found = new DockerIsolation(docker, ContainerSweep.of(docker));
      found.probe();
      found.sweep.removeOrphans();
      return found;
    } catch (IOException | ServiceException e) {
      throw new UnavailableException("the Docker engine does not work here: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted while trying the Docker engine");
    }
  }

  private void probe() throws IOException, InterruptedException, UnavailableException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(java, "-Xmx32m", "-version").redirectErrorStream(true);
    builder.environment().clear();
    Sandbox sandbox = enclose(builder, Allowance.reading(List.of()));
    Process probe = builder.start();
    sandbox.started(probe);
    probe.getOutputStream().close();
    String said = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!probe.waitFor(PROBE_SECONDS, TimeUnit.SECONDS) || probe.exitValue() != 0) {
      sandbox.kill();
      throw new UnavailableException(
          "containers do not work here: " + said.lines().findFirst().orElse("it printed nothing"));
    }
  }

  @Override
  public String name() {
    return "docker";
  }

  /**
   * Isolates a program. The process that is started is the client, which has the program's
   * environment and passes it on: on a command line, others could read it.
   */
  @Override
  public Sandbox enclose(ProcessBuilder program, Allowance allowance) {
    String name = "syslab-subject-" + UUID.randomUUID();
    List<String> command = docker.words("run", "--interactive", "--pull", "never", "--name", name);
    command.addAll(List.of("--label", sweep.label(), "--log-driver", "none"));
    command.addAll(List.of("--network", "none", "--ipc", "none", "--hostname", "subject"));
    command.addAll(List.of("--cap-drop", "ALL", "--security-opt", "no-new-privileges"));
    command.addAll(List.of("--user", SandboxUsers.ROOT ? owningNothing() : user));
    command.addAll(List.of("--pids-limit", Integer.toString(PROCESSES)));
    command.addAll(List.of("--memory", MEMORY + "b", "--memory-swap", MEMORY + "b"));
    command.addAll(List.of("--cpus", Integer.toString(cpus), "--ulimit", "core=0"));
    command.addAll(List.of("--ulimit", "nofile=" + FILES, "--ulimit", "fsize=" + LARGEST_FILE));
    allowance
        .cpuSeconds()
        .ifPresent(seconds -> command.addAll(List.of("--ulimit", "cpu=" + seconds)));
    command.addAll(List.of("--read-only", "--workdir", "/tmp", "--tmpfs"));
    command.add("/tmp:rw,exec,nosuid,nodev,mode=1777,size=" + TEMPORARY);
    mounts(allowance).forEach(mount -> command.addAll(List.of("--mount", mount)));
    program.environment().keySet().forEach(one -> command.addAll(List.of("--env", one)));
    command.add(image);
    command.addAll(program.command());
    program.command(command);
    return new ContainerSandbox(docker, name);
  }

  private static String owningNothing() {
    int user = SandboxUsers.next();
    return user + ":" + user;
  }

  private Iterable<String> mounts(Allowance allowance) {
    // By path, because the engine rejects two mounts at the same path.
    Map<Path, String> mounts = new LinkedHashMap<>();
    for (Shown one : files.shown()) {
      mounts.put(one.at(), mount(one.from(), one.at(), ",readonly"));
    }
    for (Path path : allowance.readable()) {
      SandboxUsers.requireReadable(path);
      mounts.put(path, mount(path, path, ",readonly"));
    }
    for (Path path : allowance.writable()) {
      mounts.put(path, mount(path, path, ""));
    }
    return mounts.values();
  }

  /** A line of comma-separated values, as the command reads it. */
  private static String mount(Path from, Path at, String how) {
    return "type=bind,\"source=%s\",\"target=%s\"%s".formatted(quoted(from), quoted(at), how);
  }

  private static String quoted(Path path) {
    return path.toString().replace("\"", "\"\"");
  }

  /** The image with this machine's links; it is created if the engine does not have it. */
  private String image() throws IOException {
    String tag = IMAGE + ":" + Integer.toHexString(files.links().toString().hashCode());
    if (docker.run("image", "inspect", tag).exitCode() == 0) {
      return tag;
    }
    Path root = Files.createTempDirectory("syslab-image");
    List<Path> made = new ArrayList<>(List.of(root));
    try {
      for (Link link : files.links()) {
        Path at = root.resolve(Path.of("/").relativize(link.at()));
        for (Path above = root; !above.equals(at.getParent()); ) {
          above = above.resolve(above.relativize(at).getName(0));
          if (!Files.exists(above)) {
            made.add(Files.createDirectory(above));
          }
        }
        made.add(Files.createSymbolicLink(at, link.to()));
      }
      List<String> words = new ArrayList<>(List.of("/bin/sh", "-c"));
      words.add("tar --owner=0 --group=0 --mode=755 -C \"$0\" -cf - . | \"$@\"");
      words.add(root.toString());
      words.addAll(docker.words("import", "-", tag));
      new Command(words).require(IMPORT);
      return tag;
    } finally {
      for (int i = made.size() - 1; i >= 0; i--) {
        Files.deleteIfExists(made.get(i));
      }
    }
  }
}
