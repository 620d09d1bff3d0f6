package dev.syslab.services.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class TarXzTest {
  @TempDir Path folder;

  @Test
  void both_ways_unpack_the_same() throws IOException {
    Path archive = archive("bin/program");

    TarXz.unpack(archive.toUri().toURL(), folder.resolve("one"));
    TarXz.unpackHere(archive, folder.resolve("other"));

    assertThat(seen(folder.resolve("one")))
        .isEqualTo(seen(folder.resolve("other")))
        .containsEntry("bin/program", "rwxr-xr-x hello")
        .containsEntry("bin/link", "-> program")
        .containsEntry("share/text", "rw-r--r-- some text");
    assertThat(folder).isDirectoryNotContaining("glob:**/one.*");
  }

  @Test
  void what_is_no_archive_is_said_to_be_none() throws IOException {
    Path archive = Files.writeString(folder.resolve("archive"), "no archive");

    assertThatThrownBy(() -> TarXz.unpack(archive.toUri().toURL(), folder.resolve("one")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void nothing_is_written_outside() throws IOException {
    Path archive = archive("../outside");

    assertThatThrownBy(() -> TarXz.unpackHere(archive, folder.resolve("in/one")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("../outside");
    assertThat(folder.resolve("in/outside")).doesNotExist();
  }

  private Path archive(String program) throws IOException {
    Path archive = folder.resolve("archive.txz");
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(
            new XZOutputStream(Files.newOutputStream(archive), new LZMA2Options()))) {
      put(tar, program, 0755, "hello");
      put(tar, "share/text", 0644, "some text");
      TarArchiveEntry link = new TarArchiveEntry("bin/link", TarConstants.LF_SYMLINK);
      link.setLinkName("program");
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
    }
    return archive;
  }

  private static void put(TarArchiveOutputStream tar, String name, int mode, String text)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setMode(mode);
    entry.setSize(text.length());
    tar.putArchiveEntry(entry);
    tar.write(text.getBytes());
    tar.closeArchiveEntry();
  }

  private static Map<String, String> seen(Path target) throws IOException {
    Map<String, String> seen = new TreeMap<>();
    try (Stream<Path> files = Files.walk(target)) {
      files
          .filter(file -> !Files.isDirectory(file))
          .forEach(file -> seen.put(target.relativize(file).toString(), what(file)));
    }
    return seen;
  }

  private static String what(Path file) {
    try {
      return Files.isSymbolicLink(file)
          ? "-> " + Files.readSymbolicLink(file)
          : PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
              + " "
              + Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
