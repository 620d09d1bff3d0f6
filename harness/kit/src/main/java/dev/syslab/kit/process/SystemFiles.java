package dev.syslab.kit.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of this machine that every sandbox contains, so that a Java program runs in it as
 * outside: the C library, the JDK, and a hosts file that names only the sandbox itself.
 *
 * @param links symbolic links, as they are outside
 */
record SystemFiles(List<Shown> shown, List<Link> links) {
  private static final List<Path> LIBRARIES =
      List.of(Path.of("/lib"), Path.of("/lib64"), Path.of("/usr/lib64"));

  /**
   * A file or a folder.
   *
   * @param from where it is outside
   * @param at where it is inside
   */
  record Shown(Path from, Path at) {}

  /** A symbolic link. */
  record Link(Path at, Path to) {}

  /**
   * This machine's files, with the JDK that runs the judge.
   *
   * @throws IOException if they cannot be read
   */
  static SystemFiles find() throws IOException {
    SystemFiles files = new SystemFiles(new ArrayList<>(), new ArrayList<>());
    files.addLibraries();
    files.addJdk(Path.of(System.getProperty("java.home")));
    files.shown.add(new Shown(hosts(), Path.of("/etc/hosts")));
    return files;
  }

  private static Path hosts() throws IOException {
    Path hosts = Files.createTempFile("syslab", ".hosts");
    hosts.toFile().deleteOnExit();
    Files.writeString(hosts, "127.0.0.1 localhost\n");
    Files.setPosixFilePermissions(hosts, PosixFilePermissions.fromString("rw-r--r--"));
    return hosts;
  }

  /** A file or a folder as it is outside; a link as a link. */
  private void add(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      links.add(new Link(path, Files.readSymbolicLink(path)));
    } else {
      shown.add(new Shown(path, path));
    }
  }

  /** The folders in which the dynamic linker finds the C library. */
  private void addLibraries() throws IOException {
    for (Path folder : List.of(Path.of("/usr/lib"), Path.of("/lib"))) {
      if (Files.isDirectory(folder) && !Files.isSymbolicLink(folder)) {
        try (Stream<Path> inside = Files.list(folder)) {
          for (Path path : inside.sorted().toList()) {
            if (path.getFileName().toString().contains("-linux-")) {
              add(path);
            }
          }
        }
      }
    }
    for (Path path : LIBRARIES) {
      boolean inParts = path.equals(Path.of("/lib")) && !Files.isSymbolicLink(path);
      if (Files.exists(path) && !inParts) {
        add(path);
      }
    }
  }

  /**
   * Adds the JDK, and the files elsewhere to which its links lead: distributions keep its settings
   * in /etc.
   */
  private void addJdk(Path home) throws IOException {
    Path real = home.toRealPath();
    shown.add(new Shown(real, real));
    if (!home.equals(real)) {
      add(home);
    }
    try (Stream<Path> files = Files.walk(real)) {
      for (Path link : files.filter(Files::isSymbolicLink).sorted().toList()) {
        if (Files.exists(link) && !link.toRealPath().startsWith(real)) {
          Path target = link.getParent().resolve(Files.readSymbolicLink(link)).normalize();
          shown.add(new Shown(link.toRealPath(), target));
        }
      }
    }
  }
}
