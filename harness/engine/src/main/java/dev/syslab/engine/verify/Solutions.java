package dev.syslab.engine.verify;

import dev.syslab.engine.LabException;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.lab.LabManifest.MistakeEntry;
import dev.syslab.engine.lab.LabManifest.Solution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a change of some alternatives and mistakes of a lab can touch nothing else. */
final class Solutions {
  private final LabFolder lab;
  private final Function<LabFolder, LabManifest> manifests;

  Solutions(LabFolder lab, Function<LabFolder, LabManifest> manifests) {
    this.lab = lab;
    this.manifests = manifests;
  }

  /**
   * The alternatives and mistakes in these files, if it is enough to try those. It is when nothing
   * else uses them, and every test is named by a mistake: then the verdicts of all others stand,
   * and that every test kills a mistake follows from each mistake being killed by the test it
   * names.
   *
   * @return empty if the whole lab must be tried
   */
  Optional<Set<String>> alone(List<Path> files) {
    LabManifest manifest;
    try {
      manifest = manifests.apply(lab);
    } catch (LabException e) {
      // The verification itself will say what is wrong.
      return Optional.empty();
    }
    Set<String> known =
        Stream.concat(
                manifest.alternatives().stream().map(Solution::type),
                manifest.mistakes().stream().map(MistakeEntry::type))
            .collect(Collectors.toSet());
    Set<String> types = new TreeSet<>();
    for (Path file : files) {
      String type =
          lab.solutionSources()
              .relativize(file)
              .toString()
              .replaceFirst("\\.java$", "")
              .replace('/', '.');
      if (!Files.exists(file) || !known.contains(type) || isUsed(file)) {
        return Optional.empty();
      }
      types.add(type);
    }
    return everyTestIsNamed(manifest) ? Optional.of(types) : Optional.empty();
  }

  private boolean isUsed(Path file) {
    String name = file.getFileName().toString().replaceFirst("\\.java$", "");
    Pattern mention = Pattern.compile("\\b" + Pattern.quote(name) + "\\b");
    return LabFolder.javaFiles(lab.solutionSources()).stream()
        .filter(other -> !other.equals(file))
        .anyMatch(other -> mention.matcher(text(other)).find());
  }

  private static boolean everyTestIsNamed(LabManifest manifest) {
    return manifest.stages().stream()
        .allMatch(
            stage ->
                stage.tests().stream()
                    .allMatch(
                        test ->
                            manifest.mistakes().stream()
                                .anyMatch(
                                    mistake ->
                                        mistake.stage() == stage.number()
                                            && mistake.killedBy().equals(test.method()))));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      // Cannot be told: as if it were used.
      return file.getFileName().toString();
    }
  }
}
