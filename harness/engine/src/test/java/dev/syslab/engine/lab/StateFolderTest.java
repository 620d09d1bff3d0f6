package dev.syslab.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  @TempDir Path root;

  @Test
  void the_state_folder_is_the_first_that_can_be_made() throws IOException {
    Path home = root.resolve("home");
    Path checkout = Path.of("/src/my syslab");

    assertThat(StateFolder.find(checkout, Map.of(), home).toString())
        .startsWith(home + "/.local/state/syslab/my_syslab-")
        .isNotEqualTo(StateFolder.find(Path.of("/other/my syslab"), Map.of(), home).toString());
    assertThat(StateFolder.find(checkout, Map.of("XDG_STATE_HOME", root + "/x"), home).toString())
        .startsWith(root + "/x/syslab/my_syslab-");
    assertThat(
            StateFolder.find(
                    checkout, Map.of("XDG_STATE_HOME", "/x", "SYSLAB_HOME", root + "/s"), home)
                .toString())
        .startsWith(root + "/s/state/my_syslab-");
    Path noFolder = Files.createFile(root.resolve("file"));
    assertThat(StateFolder.find(checkout, Map.of("SYSLAB_HOME", noFolder + "/x"), home))
        .isEqualTo(checkout.resolve(".syslab/state"));
    assertThat(home).doesNotExist();
  }
}
