package dev.syslab.services.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.syslab.services.base.ServiceException;
import dev.syslab.services.process.BuiltClassPath;
import dev.syslab.services.process.Command;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramCheckTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @TempDir Path folder;

  /** Prints what the check says of a folder. */
  public static void main(String[] arguments) {
    System.out.println(ProgramCheck.refusal(Path.of(arguments[0])).orElse("runs"));
  }

  private Path program(String script) throws Exception {
    Path program = Files.writeString(folder.resolve("redis-server"), "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return program;
  }

  @Test
  void a_missing_library_is_named_with_the_package_that_brings_it() throws Exception {
    Path program =
        program(
            "echo 'redis-server: error while loading shared libraries: libssl.so.3: cannot open' >&2; exit 127");

    assertThat(ProgramCheck.trouble("the Redis program", program, "--version"))
        .hasValueSatisfying(
            why -> assertThat(why).contains("libssl.so.3").containsPattern("libssl3|openssl@3"));
  }

  @Test
  void a_program_that_runs_lacks_nothing() throws Exception {
    assertThat(ProgramCheck.trouble("the Redis program", program("exit 0"), "--version")).isEmpty();
    assertThat(ProgramCheck.refusal(folder)).isEmpty();
    assertThat(folder).isDirectoryNotContaining("glob:**/.runs*");
  }

  @Test
  void several_may_look_at_the_same_time() {
    assertThat(
            IntStream.range(0, 64)
                .parallel()
                .mapToObj(i -> ProgramCheck.refusal(folder))
                .flatMap(Optional::stream))
        .isEmpty();
  }

  @Test
  void a_file_system_that_runs_no_programs_is_named() {
    List<String> unshared = List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c");
    String mount = "mount -t tmpfs -o noexec none " + folder;
    assumeTrue(works(unshared, mount), "not run: this user may not mount anything");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath =
        Path.of("target", "test-classes").toAbsolutePath()
            + File.pathSeparator
            + BuiltClassPath.text();
    String check =
        "%s && exec %s -cp '%s' %s %s"
            .formatted(mount, java, classPath, ProgramCheckTest.class.getName(), folder);

    Command.Ended ended = new Command(with(unshared, check)).run(BOUND);

    assertThat(ended.output()).contains("noexec", "SYSLAB_HOME", folder.toString());
  }

  private static List<String> with(List<String> words, String last) {
    return Stream.concat(words.stream(), Stream.of(last)).toList();
  }

  private static boolean works(List<String> words, String script) {
    try {
      return new Command(with(words, script)).run(BOUND).exitCode() == 0;
    } catch (ServiceException e) {
      return false;
    }
  }
}
