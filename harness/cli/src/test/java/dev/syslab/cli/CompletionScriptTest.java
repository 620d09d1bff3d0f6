package dev.syslab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.syslab.cli.CompletionScript.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The scripts complete, in real shells. */
class CompletionScriptTest {
  @TempDir static Path root;

  @BeforeAll
  static void write() throws IOException {
    for (String lab : List.of("caching", "sharding")) {
      Files.createDirectories(root.resolve("labs").resolve(lab).resolve("src/main/java"));
    }
    Files.createDirectories(root.resolve("labs/target"));
    Path lab = root.resolve("labs/caching");
    Files.writeString(lab.resolve("README.md"), "# C\n\n## Stage 1: One\n\n## Stage 12: Two\n");
    Files.writeString(
        lab.resolve("hints.md"), "# Hints\n\n## jitter\n1. a\n\n## stale-set\n1. b\n");
    Path language = Files.createDirectories(root.resolve("solutions/caching/javascript"));
    Files.createFile(language.resolve("subject.properties"));
    Files.createDirectories(root.resolve("solutions/caching/src"));
    for (Shell shell : Shell.values()) {
      Files.writeString(
          root.resolve(shell.name()),
          CompletionScript.of(
              new CommandLine(new LabCommand(new Context(Console.ofThisProcess()))), shell));
    }
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }

  /** What bash offers for the last of these words. */
  private static List<String> bash(String... words) throws Exception {
    String script =
        """
        source ./BASH
        COMP_WORDS=("$@")
        COMP_CWORD=$(($# - 1))
        _syslab_complete
        printf '%s\\n' ${COMPREPLY[@]+"${COMPREPLY[@]}"}
        """;
    String[] command = new String[words.length + 5];
    command[0] = "bash";
    command[1] = "--norc";
    command[2] = "-c";
    command[3] = script;
    command[4] = "bash";
    System.arraycopy(words, 0, command, 5, words.length);
    return run(command).lines().filter(line -> !line.isEmpty()).toList();
  }

  @Test
  void bash_completes_verbs_but_no_hidden_one() throws Exception {
    assertThat(bash("./lab", ""))
        .contains("test", "watch", "hint", "verify")
        .doesNotContain("archive");
    assertThat(bash("./lab", "wa")).containsExactly("watch");
  }

  @Test
  void bash_completes_the_labs_of_the_checkout() throws Exception {
    assertThat(bash("./lab", "watch", "")).containsExactly("caching", "sharding");
    assertThat(bash(root + "/lab", "verify", "caching", "sh")).containsExactly("sharding");
    assertThat(bash("./lab", "new", "")).isEmpty();
  }

  @Test
  void bash_completes_options_and_their_values() throws Exception {
    assertThat(bash("./lab", "test", "caching", "--s")).contains("--stage", "--seed", "--services");
    assertThat(bash("./lab", "test", "caching", "--stage", "")).containsExactly("1", "12");
    assertThat(bash("./lab", "test", "caching", "--stage", "=", "12")).containsExactly("12");
    assertThat(bash("./lab", "watch", "--services", "e")).containsExactly("embedded");
    assertThat(bash("./lab", "watch", "--services", "embedded", "c")).containsExactly("caching");
    assertThat(bash("./lab", "test", "caching", "--json", "lab")).containsExactly("labs");
  }

  @Test
  void bash_completes_stages_hints_servers_and_shells() throws Exception {
    assertThat(bash("./lab", "hint", "caching", "")).containsExactly("1", "12");
    assertThat(bash("./lab", "hint", "caching", "1", "--of", "st")).containsExactly("stale-set");
    assertThat(bash("./lab", "up", "redis", "kaf")).containsExactly("kafka");
    assertThat(bash("./lab", "completion", "")).containsExactly("bash", "zsh");
    assertThat(bash("./lab", "new-subject", "caching", "p")).containsExactly("python");
  }

  @Test
  void bash_completes_subjects_with_the_languages_that_the_lab_has() throws Exception {
    assertThat(bash("./lab", "test", "caching", "--subject", ""))
        .containsExactly("learner", "reference", "javascript");
    assertThat(bash("./lab", "test", "sharding", "--subject", ""))
        .containsExactly("learner", "reference");
  }

  @Test
  void bash_knows_the_function_for_the_command() throws Exception {
    assertThat(run("bash", "--norc", "-c", "source ./BASH; complete -p lab"))
        .contains("_syslab_complete lab");
  }

  @Test
  void zsh_accepts_its_script_and_finds_the_same_words() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/zsh")), "no zsh here");
    String script =
        """
        source ./ZSH
        print -r -- $_comps[lab]
        compadd() { print -r -- ${(P)${@[-1]}} }
        words=(./lab hint caching 1 --of "") CURRENT=6
        _syslab_complete
        """;

    assertThat(run("zsh", "-f", "-c", script).lines())
        .containsExactly("_syslab_complete", "jitter stale-set");
  }
}
