package dev.syslab.engine.grade;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.report.ReportWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder with a cohort's grades: one folder for each submission of a lab. Each file appears
 * whole or not at all, {@code grade.json} last, so that a run that was killed goes on where it was.
 * Used by one command at a time.
 */
public final class GradeBook implements AutoCloseable {
  /** The staff's record of a submission. */
  static final String GRADE = "grade.json";

  /** A later grading that said nothing; the grade before it stands. */
  static final String FAILED = "failed-regrade.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final FileChannel lockFile;
  private final FileLock lock;

  private GradeBook(Path folder, FileChannel lockFile, FileLock lock) {
    this.folder = folder;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /**
   * Opens the book in a folder, which is made if need be.
   *
   * @throws LabException if it cannot be written to, or another command uses it
   */
  public static GradeBook open(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new LabException(
            Kind.USAGE, "another command is grading into " + folder + "; choose another --out");
      }
      return new GradeBook(folder, channel, lock);
    } catch (IOException e) {
      throw new LabException(
          Kind.TROUBLE, "grades cannot be written to " + folder + " (" + e + ")", e);
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  Path folder() {
    return folder;
  }

  /** Where all of one submission's files are. */
  Path place(String lab, String fileName) {
    return folder.resolve(lab).resolve(fileName);
  }

  /** The grade of a submission; empty if it has none that can be read. */
  Optional<Grade> find(String lab, String fileName) {
    return read(place(lab, fileName).resolve(GRADE));
  }

  static Optional<Grade> read(Path file) {
    try {
      return Files.exists(file)
          ? Optional.of(JSON.readValue(file.toFile(), Grade.class))
              .filter(grade -> grade.format() == Grade.FORMAT)
          : Optional.empty();
    } catch (IOException e) {
      // Cut off by a full disk, or somebody's own: it is graded again.
      return Optional.empty();
    }
  }

  /**
   * Enters a grade. One that says nothing does not replace one that does.
   *
   * @return whether it is now the submission's grade
   */
  boolean enter(String fileName, Grade grade) {
    Path place = place(grade.lab(), fileName);
    boolean known =
        find(grade.lab(), fileName).filter(before -> before.outcome().isConclusive()).isPresent();
    if (known && !grade.outcome().isConclusive()) {
      ReportWriter.write(place.resolve(FAILED), ReportWriter.json(grade));
      return false;
    }
    ReportWriter.write(place.resolve(GRADE), ReportWriter.json(grade));
    try {
      Files.deleteIfExists(place.resolve(FAILED));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return true;
  }

  /**
   * Takes over the grades of another book, with their reports. Of two grades of one submission, a
   * conclusive one stays, and else the one that is here.
   *
   * @return how many grades the other book holds
   * @throws LabException if it is no folder, or cannot be read
   */
  public int take(Path other) {
    if (!Files.isDirectory(other)) {
      throw new LabException(Kind.USAGE, other + " is not a folder with grades");
    }
    int count = 0;
    try {
      for (Path lab : folders(other)) {
        Optional<Similarity> alike = Similarity.read(lab);
        if (alike.isPresent()) {
          alike.get().write(folder.resolve(lab.getFileName().toString()));
        }
        for (Path place : folders(lab)) {
          Optional<Grade> grade = read(place.resolve(GRADE));
          if (grade.isEmpty()) {
            continue;
          }
          count++;
          String fileName = place.getFileName().toString();
          boolean stays =
              find(grade.get().lab(), fileName)
                  .filter(
                      here ->
                          here.outcome().isConclusive() || !grade.get().outcome().isConclusive())
                  .isPresent();
          if (!stays) {
            copy(place, place(grade.get().lab(), fileName));
          }
        }
      }
    } catch (IOException e) {
      throw new LabException(Kind.TROUBLE, other + " could not be merged: " + e.getMessage(), e);
    }
    return count;
  }

  /** All files, the grade last: with it, the others are complete. */
  private static void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(from)) {
      files =
          all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
              .sorted(Comparator.comparing(path -> path.endsWith(GRADE)))
              .toList();
    }
    for (Path file : files) {
      Path target = to.resolve(from.relativize(file).toString());
      Files.createDirectories(target.getParent());
      Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** A grade and where it stands. */
  record Entry(Path place, Grade grade, boolean regradeFailed) {}

  /** All grades, by lab and submission. */
  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (Path lab : folders(folder)) {
      for (Path place : folders(lab)) {
        read(place.resolve(GRADE))
            .ifPresent(
                grade -> entries.add(new Entry(place, grade, Files.exists(place.resolve(FAILED)))));
      }
    }
    entries.sort(
        Comparator.comparing((Entry entry) -> entry.grade().lab())
            .thenComparing(entry -> entry.grade().submission()));
    return entries;
  }

  static List<Path> folders(Path in) {
    try (Stream<Path> all = Files.list(in)) {
      return all.filter(Files::isDirectory)
          .filter(path -> !path.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      lock.release();
      lockFile.close();
    } catch (IOException e) {
      // It ends with the process.
    }
  }
}
