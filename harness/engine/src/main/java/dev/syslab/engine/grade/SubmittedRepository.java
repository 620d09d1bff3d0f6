package dev.syslab.engine.grade;

import dev.syslab.engine.process.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files of a repository's HEAD. A repository's configuration is its owner's, and names programs
 * that git would run: only commands are used that convert nothing and ask no other host.
 */
final class SubmittedRepository extends SubmittedFiles {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final String REGULAR = "100";

  private final Path repository;
  private final Map<String, String> blobs = new TreeMap<>();

  /** The folder with a repository's objects, if that is one, with a work tree or without. */
  static Optional<Path> in(Path folder) {
    return List.of(folder.resolve(".git"), folder).stream()
        .filter(
            place ->
                Files.isRegularFile(place.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)
                    && Files.isDirectory(place.resolve("objects"), LinkOption.NOFOLLOW_LINKS))
        .findFirst();
  }

  SubmittedRepository(Path repository) throws IOException {
    this.repository = repository;
    Child.Ended tree = git("ls-tree", "-r", "-z", "--full-tree", "HEAD").run();
    if (!tree.well()) {
      throw new IOException("git finds no commit in it");
    }
    for (String line : tree.output().split("\0")) {
      // <mode> SP <type> SP <object> TAB <name>
      int tab = line.indexOf('\t');
      String[] head = tab < 0 ? new String[0] : line.substring(0, tab).split(" ");
      if (head.length == 3 && head[0].startsWith(REGULAR)) {
        blobs.put(line.substring(tab + 1), head[2]);
      }
      if (blobs.size() > MOST) {
        throw tooMany();
      }
    }
  }

  @Override
  Set<String> names() {
    return blobs.keySet();
  }

  @Override
  byte[] read(String name, int most) throws IOException {
    Path file = Files.createTempFile("syslab-blob", "");
    try {
      String object = blobs.get(name);
      Child.Ended size = git("cat-file", "-s", object).run();
      if (!size.well() || Long.parseLong(size.output().strip()) > most) {
        throw new IOException(name + " is larger than " + most / 1024 + " KiB");
      }
      if (!git("cat-file", "blob", object).into(file).run().well()) {
        throw new IOException(name + " could not be read from the repository");
      }
      return Files.readAllBytes(file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private Child git(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "git",
                "-c",
                "safe.directory=*",
                "-c",
                "core.fsmonitor=false",
                "-c",
                "core.hooksPath=/dev/null",
                "-c",
                "protocol.allow=never",
                "--git-dir=" + repository));
    command.addAll(List.of(arguments));
    return new Child(command)
        .without("GIT_")
        // An object that is missing is not fetched from wherever the repository says.
        .with("GIT_NO_LAZY_FETCH", "1")
        .with("GIT_ALLOW_PROTOCOL", "none")
        .with("GIT_CONFIG_NOSYSTEM", "1")
        .with("GIT_CONFIG_GLOBAL", "/dev/null")
        .with("GIT_TERMINAL_PROMPT", "0")
        .within(BOUND);
  }
}
