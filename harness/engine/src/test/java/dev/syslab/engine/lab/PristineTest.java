package dev.syslab.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.engine.Workbooks;
import dev.syslab.engine.lab.LabCompiler.Origin;
import dev.syslab.services.base.Technology;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a learner may change, and what happens to what not. */
class PristineTest {
  private static final String PACKAGE = "dev/syslab/labs/viewcounter/";

  @TempDir Path root;
  private LabFolder lab;
  private Path contract;
  private Path skeleton;

  @BeforeEach
  void scaffold() throws Exception {
    lab = Workbooks.scaffolded(root).lab("view-counter");
    contract = lab.mainSources().resolve(PACKAGE + "ViewCounter.java");
    skeleton = lab.mainSources().resolve(PACKAGE + "MyViewCounter.java");
  }

  private void commit() throws Exception {
    Workbooks.git(root, "init", "-q");
    Workbooks.git(root, "add", ".");
    Workbooks.git(root, "commit", "-q", "-m", "lab");
  }

  private void tamper() throws Exception {
    Workbooks.replace(
        contract, "long add(String page);", "default long add(String page) { return 1; }");
  }

  @Test
  void a_changed_contract_is_named_and_the_committed_one_used() throws Exception {
    commit();
    String original = Files.readString(contract);
    tamper();

    Pristine.Originals originals = new Pristine(lab).originals();

    assertThat(originals.changed())
        .containsExactly("labs/view-counter/src/main/java/" + PACKAGE + "ViewCounter.java");
    assertThat(originals.files().get(contract)).isEqualTo(original);
  }

  @Test
  void a_deleted_test_is_named_and_the_committed_one_used() throws Exception {
    commit();
    Path test = lab.testSources().resolve(PACKAGE + "Stage1OneTotalTest.java");
    String original = Files.readString(test);
    Files.delete(test);

    Pristine.Originals originals = new Pristine(lab).originals();

    assertThat(originals.changed())
        .containsExactly("labs/view-counter/src/test/java/" + PACKAGE + "Stage1OneTotalTest.java");
    assertThat(originals.files().get(test)).isEqualTo(original);
  }

  @Test
  void a_test_that_was_changed_in_a_commit_is_named() throws Exception {
    commit();
    Workbooks.git(root, "update-ref", "refs/remotes/origin/main", "HEAD");
    assertThat(new Pristine(lab).committedChanges()).isEmpty();
    Path test = lab.testSources().resolve(PACKAGE + "Stage1OneTotalTest.java");
    Workbooks.replace(test, "@Test", "@Test // gutted");
    Files.delete(contract);
    Workbooks.replace(skeleton, "// TODO 1\n", "");
    helper("static final int ONE = 1;");

    Workbooks.git(root, "add", "-A");
    Workbooks.git(root, "commit", "-q", "-m", "mine");

    assertThat(new Pristine(lab).committedChanges())
        .containsExactly(
            "labs/view-counter/src/main/java/" + PACKAGE + "ViewCounter.java",
            "labs/view-counter/src/test/java/" + PACKAGE + "Stage1OneTotalTest.java");
  }

  @Test
  void the_skeleton_is_the_learners_also_when_committed() throws Exception {
    commit();
    Workbooks.replace(skeleton, "// TODO 1\n", "");
    Workbooks.git(root, "commit", "-qam", "mine");
    Workbooks.replace(skeleton, "return the total", "return it");

    Pristine.Originals originals = new Pristine(lab).originals();

    assertThat(originals.changed()).isEmpty();
    assertThat(originals.files()).doesNotContainKey(skeleton);
  }

  @Test
  void a_helper_that_needs_the_skeleton_is_the_learners_for_an_author_too() throws Exception {
    commit();
    Path helper = lab.mainSources().resolve(PACKAGE + "Helper.java");
    Path second = lab.mainSources().resolve(PACKAGE + "Second.java");
    Path contractsOwn = lab.mainSources().resolve(PACKAGE + "Page.java");
    Files.writeString(
        helper,
        "package dev.syslab.labs.viewcounter;\nfinal class Helper { MyViewCounter owner; }\n");
    Files.writeString(
        second, "package dev.syslab.labs.viewcounter;\nfinal class Second { Helper first; }\n");
    Files.writeString(
        contractsOwn, "package dev.syslab.labs.viewcounter;\nrecord Page(String name) {}\n");

    assertThat(new Pristine(lab).asTheyAre().files())
        .containsKeys(contract, contractsOwn)
        .doesNotContainKeys(skeleton, helper, second);
    try (CompiledLab compiled = Workbooks.compiler(lab.workbook()).compile(lab, Origin.WORK_TREE)) {
      assertThat(compiled.learnerClasses().resolve(PACKAGE + "Second.class")).exists();
    }
  }

  @Test
  void a_helper_that_the_learner_adds_is_compiled_with_the_skeleton() throws Exception {
    commit();
    Files.writeString(
        lab.mainSources().resolve(PACKAGE + "Helper.java"),
        "package dev.syslab.labs.viewcounter;\nfinal class Helper { static final int ONE = 1; }\n");
    Workbooks.replace(skeleton, "// TODO 1\n", "int one = Helper.ONE;\n");

    try (CompiledLab compiled = Workbooks.compiler(lab.workbook()).compile(lab, Origin.COMMITTED)) {
      assertThat(compiled.tampered()).isEmpty();
      assertThat(compiled.learnerClasses().resolve(PACKAGE + "Helper.class")).exists();
    }
  }

  @Test
  void line_ends_are_no_change() throws Exception {
    commit();
    Files.writeString(contract, Files.readString(contract).replace("\n", "\r\n"));

    assertThat(new Pristine(lab).originals().changed()).isEmpty();
  }

  private Path helper(String body) throws Exception {
    Path helper = lab.mainSources().resolve(PACKAGE + "Helper.java");
    Files.writeString(
        helper, "package dev.syslab.labs.viewcounter;\nfinal class Helper { " + body + " }\n");
    return helper;
  }

  @Test
  void a_helper_stays_the_learners_when_it_is_committed() throws Exception {
    commit();
    Workbooks.git(root, "update-ref", "refs/remotes/origin/main", "HEAD");
    Path helper = helper("static final int ONE = 1;");
    Path page = lab.mainSources().resolve(PACKAGE + "Page.java");
    Files.writeString(
        page, "package dev.syslab.labs.viewcounter;\npublic record Page(String name) {}\n");
    Workbooks.replace(contract, "long add(String page);", "long add(String page);\n  Page last();");
    Workbooks.replace(skeleton, "// TODO 1\n", "int one = Helper.ONE;\n");
    Workbooks.git(root, "add", "-A");
    Workbooks.git(root, "commit", "-q", "-m", "mine, and an author's new type");

    assertThat(new Pristine(lab).originals().files())
        .doesNotContainKeys(helper, skeleton)
        .containsKeys(contract, page);

    Workbooks.replace(helper, "ONE = 1", "ONE = 2");
    assertThat(new Pristine(lab).originals().changed()).isEmpty();
  }

  @Test
  void without_an_upstream_what_needs_the_skeleton_is_the_learners() throws Exception {
    Path helper = helper("MyViewCounter owner;");
    commit();

    assertThat(new Pristine(lab).originals().files()).doesNotContainKey(helper);
    try (CompiledLab compiled = Workbooks.compiler(lab.workbook()).compile(lab, Origin.COMMITTED)) {
      assertThat(compiled.learnerClasses().resolve(PACKAGE + "Helper.class")).exists();
    }
  }

  @Test
  void another_release_unpacked_over_the_first_brings_originals_of_its_own() throws Exception {
    Files.writeString(root.resolve(".release"), "1111\n");
    assertThat(new Pristine(lab).originals().changed()).isEmpty();
    Path helper = helper("static final int ONE = 1;");
    tamper();
    assertThat(new Pristine(lab).originals().changed()).hasSize(1);

    Files.writeString(root.resolve(".release"), "2222\n");

    Pristine.Originals originals = new Pristine(lab).originals();
    assertThat(originals.changed()).isEmpty();
    assertThat(originals.files().get(contract)).contains("return 1;");
    assertThat(originals.files()).doesNotContainKey(helper);
  }

  @Test
  void without_git_the_files_of_the_first_look_are_the_originals() throws Exception {
    assertThat(new Pristine(lab).originals().changed()).isEmpty();
    String original = Files.readString(contract);

    tamper();

    Pristine.Originals originals = new Pristine(lab).originals();
    assertThat(originals.changed()).hasSize(1);
    assertThat(originals.files().get(contract)).isEqualTo(original);
  }

  @Test
  void a_repository_that_git_refuses_to_read_is_no_way_around() throws Exception {
    assertThat(new Pristine(lab).originals().changed()).isEmpty();
    Files.writeString(root.resolve(".git"), "gitdir: /nowhere\n");

    tamper();

    assertThat(new Pristine(lab).originals().changed()).hasSize(1);
  }

  @Test
  void a_lab_that_was_never_committed_is_its_authors() throws Exception {
    Workbooks.git(root, "init", "-q");
    tamper();
    assertThat(new Pristine(lab).originals().changed()).isEmpty();

    Workbooks.git(root, "commit", "-q", "--allow-empty", "-m", "empty");
    assertThat(new Pristine(lab).originals().changed()).isEmpty();
  }

  @Test
  void an_author_works_on_the_files_as_they_are() throws Exception {
    commit();
    tamper();

    Pristine.Originals now = new Pristine(lab).asTheyAre();

    assertThat(now.changed()).isEmpty();
    assertThat(now.files().get(contract)).contains("return 1;");
  }

  @Test
  void the_manifest_is_read_off_the_classes() throws Exception {
    try (CompiledLab compiled = Workbooks.compiler(lab.workbook()).compile(lab, Origin.WORK_TREE)) {
      LabManifest manifest = compiled.manifest();

      assertThat(manifest.name()).isEqualTo("view-counter");
      assertThat(manifest.title()).isEqualTo("ViewCounter");
      assertThat(manifest.level()).isEqualTo("beginner");
      assertThat(manifest.servers()).containsExactly(Technology.REDIS);
      assertThat(manifest.points()).isEqualTo(10);
      assertThat(manifest.skeletons())
          .containsExactly("labs/view-counter/src/main/java/" + PACKAGE + "MyViewCounter.java");
      assertThat(manifest.reference()).endsWith("RedisViewCounter");
      assertThat(manifest.stages().get(0).tests())
          .extracting(LabManifest.TestEntry::method)
          .containsExactly(
              "two_servers_share_one_total",
              "no_view_is_lost_when_all_servers_count_at_once",
              "every_page_has_a_total_of_its_own",
              "a_page_out_of_bounds_is_refused",
              "a_silent_redis_does_not_hold_the_page_up");
      assertThat(manifest.mistakes())
          .extracting(LabManifest.MistakeEntry::name)
          .containsExactly("any-page", "in-memory", "no-timeout", "one-case", "read-then-write");
      assertThat(manifest.alternatives())
          .extracting(LabManifest.Solution::name)
          .containsExactly("compare-and-set");
    }
  }
}
