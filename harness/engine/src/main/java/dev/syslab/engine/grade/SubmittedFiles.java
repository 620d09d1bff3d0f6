package dev.syslab.engine.grade;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Enumeration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The files of a submission, by name with {@code /} between folders. Nothing is unpacked or run,
 * links are not followed, and what is read is bounded, whatever an archive says of itself.
 */
abstract class SubmittedFiles implements Closeable {
  /** How many files a submission may have; a workbook has some 600. */
  static final int MOST = 20_000;

  private static final Set<String> NEVER_SOURCES =
      Set.of(".git", ".syslab", ".idea", "target", "node_modules");

  /**
   * Opens a submission.
   *
   * @throws IOException if it cannot be read; the message is for its author
   */
  static SubmittedFiles open(Path path) throws IOException {
    if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return new OfZip(path);
    }
    Optional<Path> repository = SubmittedRepository.in(path);
    return repository.isPresent() ? new SubmittedRepository(repository.get()) : new OfFolder(path);
  }

  /** The names of all regular files. */
  abstract Set<String> names();

  /**
   * What a file holds.
   *
   * @param most how many bytes at most
   * @throws IOException if it holds more, or cannot be read
   */
  abstract byte[] read(String name, int most) throws IOException;

  static IOException tooMany() {
    return new IOException("it contains more than " + MOST + " files");
  }

  private static byte[] bounded(InputStream in, String name, int most) throws IOException {
    byte[] bytes = in.readNBytes(most + 1);
    if (bytes.length > most) {
      throw new IOException(name + " is larger than " + most / 1024 + " KiB");
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {}

  private static final class OfFolder extends SubmittedFiles {
    private final Map<String, Path> files = new TreeMap<>();

    OfFolder(Path folder) throws IOException {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes a) {
              return NEVER_SOURCES.contains(directory.getFileName().toString())
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              if (attributes.isRegularFile()) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), file);
              }
              if (files.size() > MOST) {
                throw tooMany();
              }
              return FileVisitResult.CONTINUE;
            }
          });
    }

    @Override
    Set<String> names() {
      return files.keySet();
    }

    @Override
    byte[] read(String name, int most) throws IOException {
      try (InputStream in = Files.newInputStream(files.get(name), LinkOption.NOFOLLOW_LINKS)) {
        return bounded(in, name, most);
      }
    }
  }

  private static final class OfZip extends SubmittedFiles {
    private final ZipFile zip;
    private final Map<String, ZipEntry> files = new TreeMap<>();

    OfZip(Path path) throws IOException {
      zip = opened(path);
      try {
        Enumeration<? extends ZipEntry> entries = zip.entries();
        while (entries.hasMoreElements()) {
          ZipEntry entry = entries.nextElement();
          if (!entry.isDirectory()) {
            files.put(entry.getName().replace('\\', '/'), entry);
          }
          if (files.size() > MOST) {
            throw tooMany();
          }
        }
      } catch (IOException e) {
        zip.close();
        throw e;
      }
    }

    /** Names are UTF-8, or of an older tool's own encoding. */
    private static ZipFile opened(Path path) throws IOException {
      try {
        return new ZipFile(path.toFile(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        try {
          return new ZipFile(path.toFile(), StandardCharsets.ISO_8859_1);
        } catch (IOException again) {
          throw new IOException("it is not a zip file that can be read: " + e.getMessage(), e);
        }
      }
    }

    @Override
    Set<String> names() {
      return files.keySet();
    }

    @Override
    byte[] read(String name, int most) throws IOException {
      try (InputStream in = zip.getInputStream(files.get(name))) {
        return bounded(in, name, most);
      }
    }

    @Override
    public void close() throws IOException {
      zip.close();
    }
  }
}
