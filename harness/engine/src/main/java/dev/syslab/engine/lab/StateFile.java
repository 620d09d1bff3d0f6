package dev.syslab.engine.lab;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import java.io.IOException;
import java.io.Reader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A plain file of the learner's, one {@code name=value} a line, sorted. Commands that change it at
 * the same time wait for one another, and nobody reads it half written.
 */
public final class StateFile {
  private final Path file;
  private final Path old;

  /**
   * @param name the file's, in the workbook's state folder
   */
  public StateFile(Workbook workbook, String name) {
    this.file = workbook.state().resolve(name);
    // Where earlier versions kept it: read as long as there is no newer one.
    this.old = workbook.work().resolve(name);
  }

  public Path path() {
    return file;
  }

  /** What it holds; nothing if it does not exist. */
  public Properties read() {
    return read(Files.exists(file) ? file : old);
  }

  /** Reads, changes and writes as one step. */
  public synchronized void change(Consumer<Properties> change) {
    try {
      Files.createDirectories(file.getParent());
      Path lock = file.resolveSibling("." + file.getFileName() + ".lock");
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        Properties all = read();
        Properties before = (Properties) all.clone();
        change.accept(all);
        if (!all.equals(before) || !Files.exists(file)) {
          store(all);
        }
      }
    } catch (IOException e) {
      throw new LabException(
          Kind.TROUBLE, "could not write your progress to " + file + ": " + e.getMessage(), e);
    }
  }

  private void store(Properties all) throws IOException {
    String text =
        new TreeSet<>(all.stringPropertyNames())
            .stream()
                .map(name -> name + "=" + all.getProperty(name))
                .collect(Collectors.joining("\n", "", "\n"));
    Path fresh = Files.createTempFile(file.getParent(), ".fresh", "");
    try {
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static Properties read(Path from) {
    Properties all = new Properties();
    if (Files.exists(from)) {
      try (Reader reader = Files.newBufferedReader(from, StandardCharsets.UTF_8)) {
        all.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new LabException(
            Kind.TROUBLE,
            from + " could not be read: " + e.getMessage() + "; delete it to start over",
            e);
      }
    }
    return all;
  }
}
