package dev.syslab.engine.language;

import dev.syslab.engine.language.LanguageProgram.Preparation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The files of a program, without what its preparation makes. */
final class Sources {
  private final LanguageProgram program;
  private final List<String> reads;
  private final List<String> makes;

  Sources(LanguageProgram program) {
    this.program = program;
    this.reads = program.preparation().map(Preparation::reads).orElse(List.of());
    this.makes = program.preparation().map(Preparation::makes).orElse(List.of());
  }

  /** What the preparation depends on: its command, the tools, the files that it reads. */
  String digest(Path folder) throws IOException {
    MessageDigest digest = sha256();
    digest.update(text(folder.toString()));
    digest.update(text(program.preparation().map(Preparation::command).orElse("")));
    for (Tool tool : program.tools()) {
      digest.update(text(tool.toString() + tool.mark()));
    }
    for (Path file : read(folder)) {
      digest.update(text(folder.relativize(file).toString()));
      digest.update(Files.isRegularFile(file) ? Files.readAllBytes(file) : text("absent"));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private List<Path> read(Path folder) throws IOException {
    if (program.preparation().isEmpty()) {
      return List.of();
    }
    return reads.isEmpty() ? files(folder) : reads.stream().map(folder::resolve).toList();
  }

  /** Brings the copy up to date, and leaves there what else has been made. */
  Path copyTo(Path copy) throws IOException {
    Files.createDirectories(copy);
    Path list = copy.resolveSibling("copied");
    List<String> before = Files.exists(list) ? Files.readAllLines(list) : List.of();
    List<String> now =
        files(program.folder()).stream()
            .map(file -> program.folder().relativize(file).toString())
            .toList();
    for (String gone : before) {
      if (!now.contains(gone)) {
        Files.deleteIfExists(copy.resolve(gone));
      }
    }
    for (String name : now) {
      Path target = copy.resolve(name);
      Files.createDirectories(target.getParent());
      Files.copy(program.folder().resolve(name), target, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.write(list, now);
    return copy;
  }

  private List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> makes.stream().noneMatch(made -> file.startsWith(folder.resolve(made))))
          .sorted()
          .toList();
    }
  }

  private static byte[] text(String text) {
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
