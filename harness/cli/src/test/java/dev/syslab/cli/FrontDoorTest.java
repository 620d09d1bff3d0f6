package dev.syslab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.syslab.engine.process.Child;
import dev.syslab.engine.process.Child.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code lab}, with a Java and a Maven that only tell what they were asked for. */
@Timeout(60)
class FrontDoorTest {
  // Not deleted: what the script starts in the background may still write its log there.
  @TempDir(cleanup = CleanupMode.NEVER)
  Path folder;

  private Path root;
  private Path jdk;
  private Path tools;
  private Path library;

  @BeforeEach
  void checkout() throws IOException {
    folder = folder.toRealPath();
    root = Files.createDirectories(folder.resolve("check out"));
    Files.copy(Path.of("../../lab"), root.resolve("lab"));
    root.resolve("lab").toFile().setExecutable(true);
    for (String module : List.of("harness", "harness/cli", "labs")) {
      Files.createDirectories(root.resolve(module));
      Files.writeString(root.resolve(module).resolve("pom.xml"), "<project/>");
    }
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    write("harness/cli/src/main/java/A.java", "class A {}");
    library = Files.writeString(folder.resolve("library.jar"), "library");
    jdk = Files.createDirectories(folder.resolve("jdk"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    script(
        jdk.resolve("bin/java"),
        "printf '%s\\n' \"java $*\" >> '" + log() + "'",
        "eval \"${THEN:-}\"");
    script(jdk.resolve("bin/javac"), ":");
    tools = folder.resolve("tools");
    script(
        tools.resolve("mvn"),
        "echo built >> '" + log() + "'",
        "mkdir -p harness/cli/target labs/target",
        "touch harness/cli/target/cli-1.jar",
        "printf %s '" + library + "' > harness/cli/target/lab.dependencies",
        "printf %s '" + library + "' > labs/target/subject.classpath");
  }

  private Path log() {
    return folder.resolve("log");
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.writeString(root.resolve(file), text);
  }

  private static void script(Path file, String... lines) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    file.toFile().setExecutable(true);
  }

  private Child child(String... command) {
    return new Child(command)
        .in(folder)
        .withErrors()
        .within(Duration.ofSeconds(30))
        .without("JAVA_")
        .with("JAVA_HOME", jdk.toString())
        .with("PATH", tools + ":" + System.getenv("PATH"));
  }

  private Child lab(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = root.resolve("lab").toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return child(command);
  }

  /** What the script has started; archives are made in the background, and do not count. */
  private List<String> started() throws IOException {
    return Files.readAllLines(log()).stream()
        .filter(line -> !line.contains("Main archive"))
        .toList();
  }

  private long builds() throws IOException {
    return started().stream().filter("built"::equals).count();
  }

  @Test
  void it_builds_once_and_runs_the_command_without_a_door_into_the_judge() throws IOException {
    assertThat(lab("list").run()).extracting(Ended::code).isEqualTo(0);
    assertThat(lab("test", "caching").run().well()).isTrue();

    assertThat(builds()).isEqualTo(1);
    assertThat(started().get(2))
        .contains("-XX:+DisableAttachMechanism")
        .contains("-Dsyslab.root=" + root)
        .endsWith("dev.syslab.cli.Main test caching");
  }

  @Test
  void whatever_the_users_language_programs_speak_plain_english() throws IOException {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "not run: only for Linux");

    Ended ended =
        lab("list").with("LC_ALL", "ar_EG.UTF-8").with("THEN", "echo \"in $LC_ALL\"").run();

    assertThat(ended.output()).contains("in C.UTF-8");
  }

  @Test
  void sources_count_by_what_they_hold_and_not_by_their_dates() throws IOException {
    lab("list").run();
    Path source = root.resolve("harness/cli/src/main/java/A.java");

    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(86_400)));
    lab("list").run();
    assertThat(builds()).isEqualTo(1);

    Files.writeString(source, "class A { int unpackedOverIt; }");
    Files.setLastModifiedTime(source, FileTime.from(Instant.EPOCH));
    lab("list").run();
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void a_library_that_has_gone_is_brought_again() throws IOException {
    lab("list").run();
    Files.move(library, folder.resolve("moved.jar"));

    lab("list").run();

    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void it_finds_its_folder_through_links_and_with_a_search_path_for_cd() throws IOException {
    Path decoy = Files.createDirectories(folder.resolve("decoy/check out"));
    Files.createDirectories(folder.resolve("bin"));
    Files.createSymbolicLink(folder.resolve("bin/first"), root.resolve("lab"));
    Files.createSymbolicLink(folder.resolve("bin/lab"), Path.of("first"));

    assertThat(child("bin/lab", "list").with("CDPATH", decoy.getParent().toString()).run().well())
        .isTrue();
    assertThat(
            child(
                    "bash",
                    "-c",
                    "cd 'check out' && CDPATH='" + decoy.getParent() + "' bash lab list")
                .run()
                .well())
        .isTrue();

    assertThat(started().stream().filter(line -> line.startsWith("java")))
        .hasSize(2)
        .allMatch(line -> line.contains("-Dsyslab.root=" + root + " "));
  }

  @Test
  void without_a_home_it_looks_for_one() throws IOException {
    Ended ended = child("env", "-u", "HOME", root.resolve("lab").toString(), "list").run();

    assertThat(ended.output()).doesNotContain("unbound");
    assertThat(ended.code()).isZero();
    // A user whom the password file does not know, as in a container.
    script(tools.resolve("id"), "exit 1");
    assertThat(child("env", "HOME=/", root.resolve("lab").toString(), "list").run().code())
        .isZero();
    assertThat(started().get(started().size() - 1))
        .contains("-Duser.home=" + root.resolve(".syslab/home") + " ");
  }

  @Test
  void a_version_managers_java_is_asked_which_one_it_starts() throws IOException {
    script(
        tools.resolve("java"),
        "echo '    java.home = " + jdk + "' >&2",
        "exec '" + jdk + "/bin/java'");

    Ended ended = child("env", "-u", "JAVA_HOME", root.resolve("lab").toString(), "list").run();

    assertThat(ended.output()).doesNotContain("needs");
    assertThat(ended.code()).isZero();
    assertThat(started().get(started().size() - 1)).contains("Main list");
  }

  @Test
  void a_lock_whose_number_is_another_process_by_now_is_taken_over() throws IOException {
    write(".syslab/lock/pid", ProcessHandle.current().pid() + " Thu Jan  1 00:00:00 1970");

    assertThat(lab("list").within(Duration.ofSeconds(20)).run().well()).isTrue();

    assertThat(builds()).isEqualTo(1);
    assertThat(root.resolve(".syslab/lock")).doesNotExist();
  }

  @Test
  void a_build_that_has_lost_its_command_does_not_go_on_beside_the_next() throws Exception {
    Process maven = new ProcessBuilder("sleep", "50").start();
    String began =
        new Child("ps", "-o", "lstart=", "-p", Long.toString(maven.pid()))
            .with("LC_ALL", "C")
            .run()
            .output();
    write(".syslab/lock/pid", "999999999 long ago");
    write(".syslab/lock/maven", maven.pid() + " " + began);

    assertThat(lab("list").run().well()).isTrue();

    assertThat(maven.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void what_cannot_work_is_said_in_a_sentence() throws IOException {
    Path colon = Files.createDirectories(folder.resolve("a:b"));
    Files.copy(root.resolve("lab"), colon.resolve("lab"));

    Ended ended = child("bash", colon.resolve("lab").toString(), "list").run();
    assertThat(ended.output()).startsWith("The path of this folder contains a colon");
    assertThat(ended.code()).isEqualTo(2);

    ended = child("bash", "-c", "ulimit -n 64; exec '" + root.resolve("lab") + "' list").run();
    assertThat(ended.output())
        .contains("allows a process 64 open files")
        .contains("ulimit -n 1024");
    assertThat(ended.code()).isEqualTo(2);
  }

  @Test
  void an_exit_code_without_a_verdict_counts_for_nothing() throws IOException {
    Ended ended = lab("test", "caching", "--in-process").with("THEN", "exit 0").run();
    assertThat(ended.output()).contains("before it reached a verdict").contains("System.exit");
    assertThat(ended.code()).isEqualTo(2);

    for (int code : new int[] {0, 1, 2, 64}) {
      String then = "printf " + code + " > \"$SYSLAB_EXIT_CODE\"; exit " + code;
      assertThat(lab("test", "caching", "--in-process").with("THEN", then).run().code())
          .isEqualTo(code);
    }
    try (var left = Files.list(root.resolve(".syslab"))) {
      assertThat(left).noneMatch(file -> file.getFileName().toString().startsWith("exit"));
    }
  }

  @Test
  void options_that_keep_java_from_starting_are_no_failure_of_the_learners() throws IOException {
    Ended ended =
        lab("test", "caching").with("JAVA_TOOL_OPTIONS", "-nonsense").with("THEN", "exit 1").run();
    assertThat(ended.output()).contains("JAVA_TOOL_OPTIONS: “-nonsense”");
    assertThat(ended.code()).isEqualTo(2);

    ended =
        lab("test", "caching")
            .with("JAVA_TOOL_OPTIONS", "-agentlib:jdwp=transport=dt_socket,address=5005")
            .with("THEN", "echo \"options: ${JAVA_TOOL_OPTIONS-none}\"")
            .run();
    assertThat(ended.output()).contains("Syslab ignores it").contains("options: none");
    assertThat(ended.code()).isZero();
  }
}
