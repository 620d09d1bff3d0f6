package dev.syslab.services.embedded;

import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Trees;
import dev.syslab.services.process.Command;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Archives that are called {@code .txz} or {@code .tar.xz}. */
public final class TarXz {
  private static final Duration BOUND = Duration.ofMinutes(2);

  private TarXz() {}

  /**
   * Unpacks an archive: by the system's own programs where they are, since these take a third of
   * the time, and otherwise in this one.
   *
   * @param target is made; what is beside it and begins with its name is overwritten
   */
  public static void unpack(URL archive, Path target) throws IOException {
    Path copy = target.resolveSibling(target.getFileName() + ".txz");
    try {
      try (InputStream in = archive.openStream()) {
        Files.copy(in, copy);
      }
      Files.createDirectories(target);
      Command.of("tar", "-xJf", copy.toString(), "--no-same-owner", "-C", target.toString())
          .require(BOUND);
    } catch (ServiceException e) {
      // No tar, no xz, or no room: the other way says so once more.
      Trees.delete(target);
      unpackHere(copy, target);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  static void unpackHere(Path archive, Path target) throws IOException {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(file))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException(
              "the archive contains a path outside of itself: " + entry.getName());
        }
        Files.createDirectories(entry.isDirectory() ? path : path.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
          Files.createLink(path, target.resolve(entry.getLinkName()).normalize());
        } else if (entry.isFile()) {
          Files.copy(tar, path);
          boolean executable = (entry.getMode() & 0100) != 0;
          Files.setPosixFilePermissions(
              path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
      }
    }
  }
}
