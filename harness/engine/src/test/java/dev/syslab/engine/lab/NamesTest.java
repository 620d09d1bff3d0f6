package dev.syslab.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.engine.LabException;
import dev.syslab.engine.Workbooks;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamesTest {
  @TempDir Path root;

  @Test
  void distance_counts_single_letter_edits() {
    assertThat(Names.distance("", "abc")).isEqualTo(3);
    assertThat(Names.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Names.distance("caching", "caching")).isZero();
  }

  @Test
  void nearest_is_the_closest_within_the_limit() {
    List<String> labs = List.of("caching", "sharding");

    assertThat(Names.nearest("cachign", labs, 2)).contains("caching");
    assertThat(Names.nearest("outbox", labs, 2)).isEmpty();
    assertThat(Names.nearest("x", List.of(), 9)).isEmpty();
  }

  @Test
  void a_class_name_becomes_a_command_line_name() {
    assertThat(Names.kebab("SetThenExpire")).isEqualTo("set-then-expire");
  }

  @Test
  void an_unknown_lab_is_answered_with_the_nearest_or_all() throws Exception {
    Workbook workbook = Workbooks.scaffolded(root);

    assertThatThrownBy(() -> workbook.lab("view-conter"))
        .isInstanceOfSatisfying(
            LabException.class, e -> assertThat(e.kind()).isEqualTo(LabException.Kind.USAGE))
        .hasMessage("there is no lab called “view-conter”. Did you mean view-counter?");
    assertThatThrownBy(() -> workbook.lab("outbox"))
        .hasMessage("there is no lab called “outbox”. The labs: view-counter.");
  }

  @Test
  void a_folder_without_labs_is_named() {
    assertThatThrownBy(() -> new Workbook(root).labs())
        .hasMessage(root + " contains no labs folder; run ./lab from a checkout of Syslab");
  }
}
