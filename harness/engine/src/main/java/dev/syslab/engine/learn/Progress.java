package dev.syslab.engine.learn;

import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.SourceDigest;
import dev.syslab.engine.lab.StateFile;
import dev.syslab.engine.lab.Workbook;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which stages the learner's code has passed: a plain file, one line a stage, such as {@code
 * caching.1=passed 5e1c20b4f0a97d33}. The digest is that of the sources that were judged: what
 * passed and was changed since still counts as passed, and is shown as not proven any more. {@code
 * last=caching} says which lab was tested last.
 */
public final class Progress {
  private static final String PASSED = "passed";
  private static final String LAST = "last";

  private final StateFile file;

  public Progress(Workbook workbook) {
    this.file = new StateFile(workbook, "progress.properties");
  }

  /** How a stage stands. */
  public enum Standing {
    /** With the code and the tests as they are now. */
    PASSED,
    /** With code or tests that were changed since. */
    CHANGED,
    OPEN,
    UNTRIED;

    /** Whether it has passed, now or before a change. */
    public boolean passed() {
      return this == PASSED || this == CHANGED;
    }
  }

  /** Where it is kept. */
  public Path path() {
    return file.path();
  }

  /** How the lab's stages stand, with its sources as they are now. */
  public Standings of(LabFolder lab) {
    var all = file.read();
    String now = SourceDigest.of(lab);
    return stage -> {
      String value = all.getProperty(key(lab.name(), stage));
      if (value == null) {
        return Standing.UNTRIED;
      }
      if (!value.startsWith(PASSED)) {
        return Standing.OPEN;
      }
      return value.equals(PASSED + " " + now) ? Standing.PASSED : Standing.CHANGED;
    };
  }

  /** How one lab's stages stand. */
  public interface Standings {
    Standing of(int stage);

    /** The first stage that has not passed; empty if all have. */
    default Optional<LabManifest.StageEntry> current(LabManifest lab) {
      return lab.stages().stream().filter(stage -> !of(stage.number()).passed()).findFirst();
    }

    /** How many stages have passed. */
    default long passed(LabManifest lab) {
      return lab.stages().stream().filter(stage -> of(stage.number()).passed()).count();
    }
  }

  /**
   * Notes how a stage has ended.
   *
   * @param digest what {@link SourceDigest#of} gave before the sources were compiled
   */
  public void record(String lab, int stage, boolean passed, String digest) {
    file.change(
        all -> {
          all.setProperty(key(lab, stage), passed ? PASSED + " " + digest : "open");
          all.setProperty(LAST, lab);
        });
  }

  /** The lab that was tested last; empty if none was. */
  public Optional<String> lastTested() {
    return Optional.ofNullable(file.read().getProperty(LAST));
  }

  private static String key(String lab, int stage) {
    return lab + "." + stage;
  }
}
