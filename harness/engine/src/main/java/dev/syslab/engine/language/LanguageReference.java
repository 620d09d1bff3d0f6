package dev.syslab.engine.language;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.StageEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A lab's reference in a language other than Java: a folder {@code solutions/<lab>/<language>} with
 * a file {@code subject.properties}. Nothing else lists it.
 *
 * @param language the folder's name
 * @param claims the numbers of the stages that it passes; empty for all of the lab's
 * @param command starts the program, in its folder
 * @param tools what must be here, to prepare it or to run it
 * @param preparation what must be done once; empty if nothing
 */
public record LanguageReference(
    LabFolder lab,
    String language,
    Optional<Set<Integer>> claims,
    String command,
    List<Tool> tools,
    Optional<Preparation> preparation) {

  /** The file that makes a folder a reference. */
  public static final String FILE = "subject.properties";

  /**
   * What makes the program ready to be started.
   *
   * @param command for the shell, in the reference's folder
   * @param reads the files that it depends on, from that folder; empty for all
   * @param makes the files or folders that it leaves there
   */
  public record Preparation(String command, List<String> reads, List<String> makes) {}

  /** The lab's references in other languages: their folders' names, sorted. */
  public static List<String> languages(LabFolder lab) {
    if (!Files.isDirectory(lab.solutionFolder())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(lab.solutionFolder())) {
      return folders
          .filter(folder -> Files.isRegularFile(folder.resolve(FILE)))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads the file of one of {@link #languages}.
   *
   * @throws LabException if it is wrong; the message names the file and the line
   */
  public static LanguageReference read(LabFolder lab, String language) {
    return new ReferenceFile(lab, language).read();
  }

  /**
   * The stages that it passes.
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
    return lab.solutionFolder().resolve(language);
  }
}
