package dev.syslab.kit.process;

import dev.syslab.services.process.Processes;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends containers that use too much memory, and removes those of a judge that has died, however it
 * died. A label on each names its judge. A shell runs beside the judge, and its standard input ends
 * when the judge does. What the shell misses, because the machine has gone down too, is removed by
 * the next judge.
 */
final class ContainerSweep {
  private static final String LABEL = "dev.syslab.judge";
  // If a container uses too much memory, the kernel kills one of its processes; the sweep kills the
  // container. It sweeps twice more, for a client that was about to create a container.
  private static final String SCRIPT =
      """
      label=$1
      shift
      "$@" events --filter type=container --filter event=oom --filter "label=$label" \
          --format '{{.Actor.Attributes.name}}' |
        while read -r name; do "$@" container kill "$name"; done &
      cat
      for round in 1 2 3; do
        found=$("$@" container ls --all --quiet --filter "label=$label")
        [ -z "$found" ] || "$@" container rm --force --volumes $found
        sleep 1
      done
      kill 0
      """;

  private static ContainerSweep here;

  private final DockerCli docker;
  // Kept, because its standard input would be closed if nothing referred to it any more.
  private Process shell;

  private ContainerSweep(DockerCli docker) {
    this.docker = docker;
  }

  /**
   * The sweep of this process.
   *
   * @throws IOException if the shell cannot be started
   */
  static synchronized ContainerSweep of(DockerCli docker) throws IOException {
    if (here == null) {
      if (!SubjectCommand.hasSession()) {
        throw new IOException("setsid is missing");
      }
      here = new ContainerSweep(docker);
      List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "sh"));
      words.add(here.label());
      words.addAll(docker.words());
      // Only this process may hold the other end of its standard input.
      here.shell =
          new ProcessBuilder(SubjectCommand.inSession(words))
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
    }
    return here;
  }

  /** The label of this process's containers. */
  String label() {
    return LABEL + "=" + Processes.self();
  }

  /** Removes the containers of judges that are dead. */
  void removeOrphans() {
    String all =
        docker.require(
            "container",
            "ls",
            "--all",
            "--filter",
            "label=" + LABEL,
            "--format",
            "{{.ID}} {{.Label \"" + LABEL + "\"}}");
    for (String line : all.lines().toList()) {
      String[] parts = line.split(" ", 2);
      if (parts.length == 2 && Processes.Id.parse(parts[1]).filter(Processes.Id::alive).isEmpty()) {
        docker.run("container", "rm", "--force", "--volumes", parts[0]);
      }
    }
  }
}
