package dev.syslab.engine.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.engine.LabException;
import dev.syslab.engine.Workbooks;
import dev.syslab.engine.grade.Intake.Taken;
import dev.syslab.engine.lab.LabFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken from a submission, and what is not. */
class IntakeTest {
  private static final String PLACE = "dev/syslab/labs/viewcounter/";
  private static final String MAIN = "labs/view-counter/src/main/java/" + PLACE;
  private static final String SKELETON = PLACE + "MyViewCounter.java";
  private static final String MINE =
      "package dev.syslab.labs.viewcounter;\nclass MyViewCounter {}\n";

  @TempDir Path root;
  @TempDir Path cohort;
  private LabFolder lab;
  private Intake intake;

  @BeforeEach
  void scaffold() throws Exception {
    lab = Workbooks.scaffolded(root).lab("view-counter");
    Workbooks.git(root, "init", "-q");
    Workbooks.git(root, "add", ".");
    Workbooks.git(root, "commit", "-q", "-m", "the lab");
    intake = new Intake(lab);
  }

  private Path folder(Map<String, String> files) throws IOException {
    Path folder = Files.createTempDirectory(cohort, "one");
    for (var file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    return folder;
  }

  private Path zip(Map<String, String> files) throws IOException {
    Path zip = Files.createTempFile(cohort, "one", ".zip");
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream entries = new ZipOutputStream(out)) {
      for (var file : files.entrySet()) {
        entries.putNextEntry(new ZipEntry(file.getKey()));
        entries.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return zip;
  }

  @Test
  void the_learners_files_are_found_however_they_are_handed_in() throws Exception {
    String helper = "package dev.syslab.labs.viewcounter;\nclass Helper {}\n";
    for (String prefix : new String[] {MAIN, "ada/syslab/" + MAIN, "src/main/java/" + PLACE, ""}) {
      Map<String, String> files =
          Map.of(prefix + "MyViewCounter.java", MINE, prefix + "Helper.java", helper);
      for (Path path : new Path[] {folder(files), zip(files)}) {
        Taken taken = intake.take(path);

        assertThat(taken.sources()).as(prefix).containsEntry(SKELETON, MINE);
        assertThat(taken.sources()).containsEntry(PLACE + "Helper.java", helper).hasSize(2);
        assertThat(taken.handedIn()).isEqualTo(2);
        assertThat(taken.changed()).isEmpty();
      }
    }
  }

  @Test
  void of_a_repository_the_commit_counts() throws Exception {
    Path work = folder(Map.of(MAIN + "MyViewCounter.java", MINE));
    Workbooks.git(work, "init", "-q");
    Workbooks.git(work, "add", ".");
    Workbooks.git(work, "commit", "-q", "-m", "done");
    Files.writeString(work.resolve(MAIN + "MyViewCounter.java"), "later");
    Path bare = cohort.resolve("bare.git");
    Workbooks.git(cohort, "clone", "-q", "--bare", work.toString(), bare.toString());

    assertThat(intake.take(work).sources()).containsEntry(SKELETON, MINE);
    assertThat(intake.take(bare).sources()).containsEntry(SKELETON, MINE);
  }

  @Test
  void a_repository_cannot_make_git_run_anything() throws Exception {
    Path work =
        folder(Map.of(MAIN + "MyViewCounter.java", MINE, ".gitattributes", "* filter=evil\n"));
    Path witness = cohort.resolve("witness");
    Workbooks.git(work, "init", "-q");
    Workbooks.git(work, "add", ".");
    Workbooks.git(work, "commit", "-q", "-m", "done");
    String touch = "touch " + witness;
    for (String name :
        new String[] {
          "core.fsmonitor",
          "core.pager",
          "filter.evil.smudge",
          "filter.evil.clean",
          "diff.external",
          "core.sshCommand"
        }) {
      Workbooks.git(work, "config", name, touch);
    }

    assertThat(intake.take(work).sources()).containsEntry(SKELETON, MINE);
    assertThat(witness).doesNotExist();
  }

  @Test
  void what_is_not_handed_in_is_the_original_skeleton() throws Exception {
    Taken taken = intake.take(folder(Map.of("notes.txt", "sorry")));

    assertThat(taken.handedIn()).isZero();
    assertThat(taken.sources()).containsOnlyKeys(SKELETON);
    assertThat(taken.sources().get(SKELETON)).contains("TODO 1");
  }

  @Test
  void originals_that_differ_are_named_and_not_used() throws Exception {
    String contract = MAIN + "ViewCounter.java";
    String test = "labs/view-counter/src/test/java/" + PLACE + "Stage1OneTotalTest.java";
    Path path =
        folder(
            Map.of(
                contract,
                Files.readString(lab.mainSources().resolve(PLACE + "ViewCounter.java"))
                    .replace("\n", "\r\n"),
                test,
                "class Stage1OneTotalTest {}",
                "labs/view-counter/pom.xml",
                "<project><build/></project>",
                MAIN + "MyViewCounter.java",
                MINE));

    Taken taken = intake.take(path);

    assertThat(taken.changed()).containsExactlyInAnyOrder(test, "labs/view-counter/pom.xml");
    assertThat(taken.sources()).containsOnlyKeys(SKELETON);
  }

  @Test
  void a_contract_of_ones_own_is_not_taken_for_a_new_file() throws Exception {
    Path flat =
        folder(
            Map.of(
                "MyViewCounter.java",
                MINE,
                "ViewCounter.java",
                "package dev.syslab.labs.viewcounter;\npublic interface ViewCounter {}\n"));

    assertThat(intake.take(flat).changed()).containsExactly("ViewCounter.java");
    assertThat(intake.take(flat).sources()).containsOnlyKeys(SKELETON);
  }

  @Test
  void names_that_lead_elsewhere_are_not_taken() throws Exception {
    Path zip =
        zip(
            Map.of(
                MAIN + "../../../../../../../../Evil.java",
                "class Evil {}",
                MAIN + "..\\Evil2.java",
                "class Evil2 {}",
                MAIN + "module-info.java",
                "module evil {}",
                "labs/view-counter/src/main/java/META-INF/services/javax.annotation.processing.Processor",
                "Evil",
                MAIN + "MyViewCounter.java",
                MINE));

    assertThat(intake.take(zip).sources()).containsOnlyKeys(SKELETON);
  }

  @Test
  void links_are_not_followed() throws Exception {
    Path secret = Files.writeString(cohort.resolve("Secret.java"), "class Secret {}");
    Path folder = folder(Map.of(MAIN + "MyViewCounter.java", MINE));
    Files.createSymbolicLink(folder.resolve(MAIN + "Secret.java"), secret);

    assertThat(intake.take(folder).sources()).containsOnlyKeys(SKELETON);
  }

  @Test
  void a_source_of_many_megabytes_is_not_read_whole() throws Exception {
    Path zip = zip(Map.of(MAIN + "MyViewCounter.java", " ".repeat(50 << 20)));

    assertThat(Files.size(zip)).isLessThan(1 << 20);
    assertThatThrownBy(() -> intake.take(zip))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is larger than 1024 KiB");
  }

  @Test
  void what_cannot_be_read_is_said() throws Exception {
    Path zip = Files.writeString(cohort.resolve("no.zip"), "no zip at all");
    Path latin = folder(Map.of(MAIN + "Other.java", "class Other {}"));
    Files.write(
        latin.resolve(MAIN + "MyViewCounter.java"), new byte[] {'/', '/', (byte) 0xe4, '\n'});

    assertThatThrownBy(() -> intake.take(zip)).hasMessageContaining("not a zip file");
    assertThatThrownBy(() -> intake.take(latin))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("MyViewCounter.java:1");
  }
}
