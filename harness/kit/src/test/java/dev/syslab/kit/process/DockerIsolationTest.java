package dev.syslab.kit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.kit.Wait;
import dev.syslab.kit.process.Isolation.Allowance;
import dev.syslab.services.base.ServiceException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a program in a container can and cannot do, and what is left of it. */
class DockerIsolationTest extends IsolationTest {
  private static final String JAVA = System.getProperty("java.home") + "/bin/java";

  DockerIsolationTest() {
    super(Isolations.Way.DOCKER);
  }

  /** Starts a container that ends only when it is killed, and waits for it. */
  static final class Judge {
    private Judge() {}

    public static void main(String[] arguments) throws Exception {
      Path classes =
          Path.of(Judge.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      ProcessBuilder builder =
          new ProcessBuilder(
                  JAVA, "-Xmx16m", "-cp", classes.toString(), Escapes.Sleeper.class.getName())
              .redirectOutput(Redirect.INHERIT)
              .redirectError(Redirect.INHERIT);
      builder.environment().clear();
      DockerIsolation.find().enclose(builder, Allowance.reading(List.of(classes)));
      builder.start().waitFor();
    }
  }

  @Test
  void nothing_is_left_of_a_judge_that_was_killed() throws Exception {
    Process judge =
        new ProcessBuilder(
                JAVA, "-cp", System.getProperty("java.class.path"), Judge.class.getName())
            .redirectErrorStream(true)
            .start();
    String label = "label=dev.syslab.judge";
    try {
      BufferedReader lines = new BufferedReader(new InputStreamReader(judge.getInputStream()));
      String line = lines.readLine();
      while (line != null && !line.equals("up")) {
        line = lines.readLine();
      }
      assertThat(line).as("the container has started").isEqualTo("up");
      String mine = label + "=" + dev.syslab.services.process.Processes.id(judge.pid()).get();
      assertThat(containers(mine)).isNotEmpty();

      judge.destroyForcibly().waitFor();

      assertThat(Wait.atMost(Duration.ofSeconds(60), () -> containers(mine).isEmpty())).isTrue();
    } finally {
      judge.destroyForcibly();
    }
  }

  private static String containers(String filter) {
    try {
      return DockerCli.find(DockerIsolation.PROPERTY)
          .require("container", "ls", "--all", "--quiet", "--filter", filter);
    } catch (Isolation.UnavailableException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_container_that_could_not_be_made_is_nobodys_fault() throws Exception {
    ProcessBuilder builder = new ProcessBuilder(JAVA, "-version");
    builder.environment().clear();
    Path none = folder.resolve("none");
    Sandbox sandbox =
        DockerIsolation.find()
            .enclose(builder, new Allowance(List.of(), List.of(none), OptionalInt.empty()));

    Process process = builder.start();
    sandbox.started(process);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(sandbox::requireRan).isInstanceOf(ServiceException.class);
  }
}
