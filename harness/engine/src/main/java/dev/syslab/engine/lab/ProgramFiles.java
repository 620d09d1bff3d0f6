package dev.syslab.engine.lab;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files of a program in another language that somebody wrote: without what its preparation
 * makes, and without what its language's tools install or leave beside them. A watch asks 20 times
 * a second, so folders with thousands of installed files are not walked.
 */
public final class ProgramFiles extends SimpleFileVisitor<Path> {
  private static final Set<String> INSTALLED =
      Set.of("node_modules", "venv", "__pycache__", "target", "vendor");

  private final Path folder;
  private final Set<Path> made = new TreeSet<>();
  private final Set<Path> found = new TreeSet<>();

  private ProgramFiles(Path folder) {
    this.folder = folder;
    Properties lines = new Properties();
    try (Reader text = Files.newBufferedReader(folder.resolve(LabFolder.PROGRAM))) {
      lines.load(text);
    } catch (IOException | IllegalArgumentException e) {
      // Starting the program reports what is wrong with its file.
    }
    for (String name : lines.getProperty("prepare.makes", "").strip().split("\\s+")) {
      if (!name.isEmpty()) {
        made.add(folder.resolve(name));
      }
    }
  }

  /** The files in that folder and below, sorted. */
  public static List<Path> in(Path folder) {
    ProgramFiles files = new ProgramFiles(folder);
    try {
      Files.walkFileTree(folder, files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(files.found);
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
    String name = directory.getFileName().toString();
    boolean own = !INSTALLED.contains(name) && !name.startsWith(".") && !made.contains(directory);
    return own || directory.equals(folder)
        ? FileVisitResult.CONTINUE
        : FileVisitResult.SKIP_SUBTREE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (LabFolder.isSource(file) && !made.contains(file)) {
      found.add(file);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException error) {
    // It went while the folder was read.
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path directory, IOException error) {
    return FileVisitResult.CONTINUE;
  }
}
