package dev.syslab.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.engine.LabException;
import dev.syslab.engine.Workbooks;
import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabCompiler;
import dev.syslab.engine.lab.LabCompiler.Origin;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.Workbook;
import dev.syslab.engine.scaffold.Scaffold;
import dev.syslab.engine.verify.Scope.Depth;
import dev.syslab.engine.verify.Scope.LabScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is chosen for which change, in a real repository with one lab. */
class ChangesTest {
  private static final String MISTAKES =
      "solutions/view-counter/src/main/java/dev/syslab/solutions/viewcounter/mistakes/";

  @TempDir Path root;
  private Workbook workbook;

  @BeforeEach
  void commit() throws Exception {
    workbook = Workbooks.scaffolded(root);
    Files.writeString(root.resolve("README.md"), "# Read me\n");
    Files.writeString(root.resolve(".gitignore"), "ignored/\n");
    Files.createDirectories(root.resolve("harness"));
    Files.writeString(root.resolve("harness/A.java"), "class A {}\n");
    Workbooks.git(root, "init", "-q", "-b", "main");
    Workbooks.git(root, "add", "-A");
    Workbooks.git(root, "commit", "-q", "-m", "first");
  }

  private Changes.Choice changes() {
    LabCompiler compiler = Workbooks.compiler(workbook);
    return new Changes(workbook, lab -> manifest(compiler, lab)).since(Optional.empty());
  }

  private Changes.Choice sample(String... base) {
    LabCompiler compiler = Workbooks.compiler(workbook);
    return new Changes(workbook, lab -> manifest(compiler, lab))
        .sample(Stream.of(base).findFirst());
  }

  private Changes.Choice sampleOfLabs() {
    LabCompiler compiler = Workbooks.compiler(workbook);
    return new Changes(workbook, lab -> manifest(compiler, lab)).sampleOfLabs(Optional.empty());
  }

  private void commit(String message) throws Exception {
    Workbooks.git(root, "add", "-A");
    Workbooks.git(root, "commit", "-q", "-m", message);
  }

  private static LabManifest manifest(LabCompiler compiler, LabFolder lab) {
    try (CompiledLab compiled = compiler.compile(lab, Origin.WORK_TREE)) {
      return compiled.manifest();
    }
  }

  private void append(String file, String text) throws Exception {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, (Files.exists(path) ? Files.readString(path) : "") + text);
  }

  private static List<String> depths(Changes.Choice choice) {
    return choice.scope().labs().stream().map(lab -> lab.lab().name() + " " + lab.depth()).toList();
  }

  @Test
  void nothing() throws Exception {
    append("ignored/file", "x");

    Changes.Choice choice = changes();

    assertThat(choice.scope()).isEqualTo(new Scope(List.of(), false, false));
    assertThat(choice.reasons())
        .singleElement()
        .asString()
        .startsWith("nothing has changed compared with main (");
  }

  @Test
  void a_labs_contract_means_the_whole_lab_and_no_harness() throws Exception {
    append("labs/view-counter/src/main/java/dev/syslab/labs/viewcounter/ViewCounter.java", "\n");

    Changes.Choice choice = changes();

    assertThat(depths(choice)).containsExactly("view-counter WHOLE");
    assertThat(choice.scope().harness()).isFalse();
    assertThat(choice.scope().pages()).isTrue();
    assertThat(choice.reasons().get(1))
        .startsWith("view-counter: everything, because of labs/view-counter/src");
  }

  @Test
  void committed_uncommitted_and_new_files_of_a_branch_all_count() throws Exception {
    Workbooks.git(root, "checkout", "-q", "-b", "branch");
    append("docs/a.md", "# A\n");
    Workbooks.git(root, "add", "-A");
    Workbooks.git(root, "commit", "-q", "-m", "second");
    append("README.md", "more\n");
    append("docs/b.md", "# B\n");

    Changes.Choice choice = changes();

    assertThat(choice.reasons().get(0)).startsWith("3 files changed compared with main");
    assertThat(choice.scope()).isEqualTo(new Scope(List.of(), false, true));
  }

  @Test
  void what_has_moved_on_the_main_branch_meanwhile_does_not_count() throws Exception {
    Workbooks.git(root, "checkout", "-q", "-b", "branch");
    Workbooks.git(root, "checkout", "-q", "main");
    append("harness/A.java", "// more\n");
    Workbooks.git(root, "commit", "-q", "-a", "-m", "on main");
    Workbooks.git(root, "checkout", "-q", "branch");

    assertThat(changes().scope().harness()).isFalse();
  }

  @Test
  void the_harness_and_anything_unknown_mean_everything() throws Exception {
    for (String file : List.of("harness/x/README.md", "lab", "docker/Dockerfile", "tool/x")) {
      append(file, "x");

      Changes.Choice choice = changes();

      assertThat(choice.scope()).as(file).isEqualTo(Scope.everything(workbook.labs()));
      assertThat(choice.reasons())
          .anyMatch(line -> line.contains("everything, because of " + file));
      Files.delete(root.resolve(file));
    }
  }

  @Test
  void a_labs_pages_need_no_trial() throws Exception {
    append("labs/view-counter/hints.md", "\n");
    append("solutions/view-counter/README.md", "\n");

    assertThat(depths(changes())).containsExactly("view-counter STATIC");
    assertThat(changes().scope().hasTrials()).isFalse();
  }

  @Test
  void a_learners_program_needs_no_trial() throws Exception {
    append("labs/view-counter/python/subject.properties", "command = ./run\n");
    append("labs/view-counter/python/server.py", "pass\n");

    assertThat(depths(changes())).containsExactly("view-counter STATIC");
  }

  @Test
  void one_mistake_alone_is_tried_alone() throws Exception {
    append(MISTAKES + "ReadThenWrite.java", "// more\n");

    assertThat(changes().scope().labs())
        .containsExactly(
            new LabScope(
                workbook.lab("view-counter"),
                Depth.SOLUTIONS,
                Set.of("dev.syslab.solutions.viewcounter.mistakes.ReadThenWrite")));
  }

  @Test
  void a_mistake_that_others_use_means_the_whole_lab() throws Exception {
    append(MISTAKES + "ReadThenWrite.java", "// more\n");
    append(MISTAKES + "InMemory.java", "// unlike ReadThenWrite\n");
    Workbooks.git(root, "add", "-A");
    Workbooks.git(root, "commit", "-q", "-m", "second");
    append(MISTAKES + "ReadThenWrite.java", "// and more\n");

    assertThat(depths(changes())).containsExactly("view-counter WHOLE");
  }

  @Test
  void the_reference_a_mistake_that_is_gone_and_code_that_does_not_compile_mean_the_whole_lab()
      throws Exception {
    String reference =
        "solutions/view-counter/src/main/java/dev/syslab/solutions/viewcounter/RedisViewCounter.java";
    append(reference, "// more\n");
    assertThat(depths(changes())).containsExactly("view-counter WHOLE");
    Workbooks.git(root, "checkout", "-q", "--", ".");

    Files.delete(root.resolve(MISTAKES + "ReadThenWrite.java"));
    assertThat(depths(changes())).containsExactly("view-counter WHOLE");
    Workbooks.git(root, "checkout", "-q", "--", ".");

    append(MISTAKES + "ReadThenWrite.java", "oops\n");
    assertThat(depths(changes())).containsExactly("view-counter WHOLE");
  }

  @Test
  void a_new_lab_is_verified_and_no_other() throws Exception {
    new Scaffold(workbook).create("second-lab");

    Changes.Choice choice = changes();

    assertThat(depths(choice)).containsExactly("second-lab WHOLE");
    assertThat(choice.scope().harness()).isFalse();
  }

  @Test
  void a_list_of_labs_with_another_change_means_everything() throws Exception {
    Workbooks.replace(root.resolve("labs/pom.xml"), "<project>", "<project><x/>");

    assertThat(changes().scope().harness()).isTrue();
  }

  @Test
  void a_sample_tries_labs_that_changed_whole_and_a_share_of_the_others() throws Exception {
    new Scaffold(workbook).create("second-lab");
    commit("second");
    append("labs/second-lab/src/main/java/dev/syslab/labs/secondlab/SecondLab.java", "\n");
    commit("third");

    Changes.Choice choice = sample();

    assertThat(depths(choice)).containsExactly("second-lab WHOLE", "view-counter SAMPLE");
    assertThat(choice.scope().labs().get(1).share()).isEqualTo(new Share(8, 3));
    assertThat(choice.scope().harness()).isTrue();
    assertThat(choice.scope().pages()).isTrue();
    assertThat(choice.reasons().get(0))
        .startsWith("1 file changed compared with the previous commit (");
    assertThat(choice.reasons())
        .endsWith("sample of the mistakes in labs that this change does not affect: part 4 of 8");
    assertThat(sample("HEAD~2").reasons().get(0)).contains("changed compared with HEAD~2 (");
  }

  @Test
  void a_sample_of_labs_holds_those_that_changed_and_those_whose_turn_it_is() throws Exception {
    append(".gitignore", ".syslab/\n");
    for (String name : List.of("a", "b", "c", "d")) {
      new Scaffold(workbook).create("lab-" + name);
    }
    commit("second");
    append("labs/lab-b/src/main/java/dev/syslab/labs/labb/LabB.java", "\n");
    append("labs/lab-c/README.md", "\n");
    commit("third");

    Changes.Choice choice = sampleOfLabs();

    // The turn of the first and the fourth, by the number of the commit.
    assertThat(depths(choice))
        .containsExactly(
            "lab-a WHOLE", "lab-b WHOLE", "lab-c STATIC", "lab-d WHOLE", "view-counter STATIC");
    assertThat(choice.reasons())
        .endsWith(
            "not run: lab-c, view-counter, which this commit's sample leaves out; the nightly workflow runs"
                + " all of them");
    append("docs/a.md", "# A\n");
    commit("fourth");
    assertThat(depths(sampleOfLabs()))
        .as("at the next commit")
        .containsExactly(
            "lab-a STATIC", "lab-b WHOLE", "lab-c STATIC", "lab-d STATIC", "view-counter WHOLE");
    append("harness/A.java", "// more\n");
    commit("fifth");
    assertThat(depths(sampleOfLabs()))
        .as("what touches every lab")
        .allMatch(it -> it.endsWith("WHOLE"));
  }

  @Test
  void a_sample_on_a_branch_compares_with_where_it_left_the_main_one() throws Exception {
    Workbooks.git(root, "checkout", "-q", "-b", "branch");
    append(MISTAKES + "ReadThenWrite.java", "// more\n");
    commit("on the branch");
    append("docs/a.md", "# A\n");
    commit("another");

    Changes.Choice choice = sample();

    assertThat(choice.reasons().get(0)).startsWith("2 files changed compared with main (");
    // The mistake that has changed is tried, whatever this commit's share is.
    assertThat(choice.scope().labs())
        .containsExactly(
            new LabScope(
                workbook.lab("view-counter"),
                Depth.SAMPLE,
                Set.of("dev.syslab.solutions.viewcounter.mistakes.ReadThenWrite"),
                new Share(8, 3)));
  }

  @Test
  void what_touches_every_lab_gives_as_large_a_share_as_time_allows() throws Exception {
    append("harness/A.java", "// more\n");
    commit("second");

    assertThat(sample().scope().labs())
        .containsExactly(
            new LabScope(workbook.lab("view-counter"), Depth.SAMPLE, Set.of(), Share.ALL));
  }

  @Test
  void without_an_earlier_commit_everything_counts_as_changed(@TempDir Path clone)
      throws Exception {
    assertThat(sample().reasons())
        .startsWith("everything, because there is no earlier commit to compare with");
    append("docs/a.md", "# A\n");
    commit("second");

    Workbooks.git(root, "clone", "-q", "--depth", "1", root.toUri().toString(), clone.toString());
    Changes shallow = new Changes(new Workbook(clone), lab -> Verdicts.manifest());

    Changes.Choice choice = shallow.sample(Optional.empty());
    assertThat(choice.reasons())
        .startsWith("everything, because there is no earlier commit to compare with");
    assertThat(choice.scope().labs().get(0).share()).isEqualTo(Share.ALL);
  }

  @Test
  void a_base_that_cannot_be_had_is_named() {
    Changes changes = new Changes(workbook, lab -> null);

    assertThatThrownBy(() -> changes.since(Optional.of("nowhere")))
        .isInstanceOf(LabException.class)
        .hasMessage("there is no commit “nowhere” here; git fetch may help");
  }

  @Test
  void a_folder_without_git_is_named(@TempDir Path plain) throws Exception {
    Workbook other = Workbooks.scaffolded(plain);

    assertThatThrownBy(() -> new Changes(other, lab -> null).since(Optional.empty()))
        .hasMessageContaining("is not a git repository");
  }
}
