package dev.syslab.engine.language;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A program that takes a lab, in a language other than Java: a folder with a file {@code
 * subject.properties}. Nothing else lists it.
 *
 * @param language the folder's name
 * @param role whose it is
 * @param claims the numbers of the stages that it is held to; empty for all of the lab's
 * @param command starts the program, in its folder
 * @param servesMany whether one start of it serves subject after subject
 * @param tools what must be here, to prepare it or to run it
 * @param preparation what must be done once; empty if nothing
 */
public record LanguageProgram(
    LabFolder lab,
    String language,
    Role role,
    Optional<Set<Integer>> claims,
    String command,
    boolean servesMany,
    List<Tool> tools,
    Optional<Preparation> preparation) {

  /** The file that makes a folder a program. */
  public static final String FILE = LabFolder.PROGRAM;

  /** Whose a program is, and so where it lies. */
  public enum Role {
    /** In {@code solutions/<lab>/<language>}. */
    REFERENCE,
    /** In {@code labs/<lab>/<language>}, beside the Java skeleton. */
    LEARNER;

    Path home(LabFolder lab) {
      return this == REFERENCE ? lab.solutionFolder() : lab.folder();
    }
  }

  /**
   * What makes the program ready to be started.
   *
   * @param command for the shell, in the program's folder
   * @param reads the files that it depends on, from that folder; empty for all
   * @param makes the files or folders that it leaves there
   */
  public record Preparation(String command, List<String> reads, List<String> makes) {}

  /** The lab's programs in other languages: their folders' names, sorted. */
  public static List<String> languages(LabFolder lab, Role role) {
    return LabFolder.programs(role.home(lab)).stream()
        .map(folder -> folder.getFileName().toString())
        .toList();
  }

  /**
   * Reads the file of one of {@link #languages}.
   *
   * @throws LabException if it is wrong; the message names the file and the line
   */
  public static LanguageProgram read(LabFolder lab, Role role, String language) {
    return new ProgramFile(lab, role, language).read();
  }

  /** What it is called in messages. */
  public String shown() {
    return (role == Role.REFERENCE ? "the reference in " : "your program in ") + language;
  }

  /**
   * The stages that it is held to.
   *
   * @throws LabException if the lab has no such stage
   */
  public List<StageEntry> stages(LabManifest manifest) {
    Set<Integer> unknown = new TreeSet<>(claims.orElse(Set.of()));
    manifest.stages().forEach(stage -> unknown.remove(stage.number()));
    if (!unknown.isEmpty()) {
      throw new LabException(
          Kind.USAGE,
          "%s: stages: %s has no stage %s; its stages are 1 to %d"
              .formatted(
                  lab.shown(folder().resolve(FILE)),
                  lab.name(),
                  unknown.iterator().next(),
                  manifest.stages().size()));
    }
    return manifest.stages().stream()
        .filter(stage -> claims.map(numbers -> numbers.contains(stage.number())).orElse(true))
        .toList();
  }

  public Path folder() {
    return role.home(lab).resolve(language);
  }
}
