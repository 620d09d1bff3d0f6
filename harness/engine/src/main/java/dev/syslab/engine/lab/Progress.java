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
import java.util.stream.Collectors;

/**
 * Which stages the learner's code has passed when it was last tested: a plain file, one line a
 * stage.
 */
public final class Progress {
  private final Path file;

  public Progress(Workbook workbook) {
    this.file = workbook.work().resolve("progress.properties");
  }

  /** How a stage stands. */
  public enum Standing {
    PASSED,
    OPEN,
    UNTRIED
  }

  public Standing of(String lab, int stage) {
    String value = load().getProperty(key(lab, stage));
    return value == null
        ? Standing.UNTRIED
        : value.equals("passed") ? Standing.PASSED : Standing.OPEN;
  }

  /** Notes how a stage has ended. Commands that run at the same time wait for one another. */
  public synchronized void record(String lab, int stage, boolean passed) {
    try {
      Files.createDirectories(file.getParent());
      Path lock = file.resolveSibling(".progress.lock");
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        Properties all = load();
        all.setProperty(key(lab, stage), passed ? "passed" : "open");
        store(all);
      }
    } catch (IOException e) {
      throw new LabException(
          Kind.TROUBLE, "your progress could not be written to " + file + ": " + e.getMessage(), e);
    }
  }

  private void store(Properties all) throws IOException {
    String text =
        new TreeSet<>(all.stringPropertyNames())
            .stream()
                .map(name -> name + "=" + all.getProperty(name))
                .collect(Collectors.joining("\n", "", "\n"));
    Path fresh = Files.createTempFile(file.getParent(), ".progress", "");
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private Properties load() {
    Properties all = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        all.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new LabException(
            Kind.TROUBLE,
            file + " could not be read: " + e.getMessage() + "; remove it to begin anew",
            e);
      }
    }
    return all;
  }

  private static String key(String lab, int stage) {
    return lab + "." + stage;
  }
}
