package dev.syslab.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.engine.LabException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTextTest {
  @TempDir Path folder;

  private String read(String text, Charset charset) throws IOException {
    Path file = folder.resolve("My.java");
    Files.write(file, text.getBytes(charset));
    return SourceText.read(file, "labs/x/My.java");
  }

  @Test
  void utf8_is_read_and_a_byte_order_mark_left_out() throws IOException {
    assertThat(read("a\n// größer 😀\n", StandardCharsets.UTF_8)).isEqualTo("a\n// größer 😀\n");
    assertThat(read("\uFEFFclass My {}", StandardCharsets.UTF_8)).isEqualTo("class My {}");
    assertThat(read("", StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void another_encoding_is_named_with_file_and_line() {
    assertThatThrownBy(() -> read("a\n\n// gr\u00f6\u00dfer\n", StandardCharsets.ISO_8859_1))
        .isInstanceOfSatisfying(
            LabException.class, e -> assertThat(e.kind()).isEqualTo(LabException.Kind.SUBJECT))
        .hasMessageStartingWith("labs/x/My.java:3: the byte 0xF6 is not valid UTF-8");
    assertThatThrownBy(() -> read("class My {}", StandardCharsets.UTF_16))
        .hasMessage("labs/x/My.java:1: this is UTF-16; save the file as UTF-8 in your editor");
    assertThatThrownBy(() -> read("\uFEFFclass My {}", StandardCharsets.UTF_16LE))
        .hasMessageContaining("UTF-16");
  }
}
