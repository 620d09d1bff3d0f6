package dev.syslab.engine.grade;

import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes from submissions what a learner of one lab may write: the skeletons, and new Java files
 * beside the contract. Whatever else differs from the lab is named, and never used.
 */
final class Intake {
  private static final int LONGEST_SOURCE = 1 << 20;
  private static final int MOST_TAKEN = 200;
  private static final String MAIN = "src/main/java/";
  private static final Pattern PACKAGE =
      Pattern.compile("^\\s*package\\s+([\\w.]+)\\s*;", Pattern.MULTILINE);
  // Every part of the path of a class, so that no path leads elsewhere.
  private static final Pattern CLASS_PATH =
      Pattern.compile("(?:[\\p{L}_$][\\p{L}\\p{N}_$]*/)*[\\p{L}_$][\\p{L}\\p{N}_$-]*\\.java");

  private final LabFolder lab;
  private final Map<Path, String> originals;
  private final Map<Path, String> skeletons;

  Intake(LabFolder lab) {
    this.lab = lab;
    this.originals = lab.originals();
    this.skeletons = lab.originalSkeletons();
  }

  /**
   * What was taken.
   *
   * @param sources the learner's code by its path below {@code src/main/java}; for a skeleton that
   *     was not handed in, the original
   * @param handedIn how many of these are the learner's own
   * @param changed originals of the lab that differ, from the submission's root: never used
   * @param digest of the sources
   */
  record Taken(Map<String, String> sources, int handedIn, List<String> changed, String digest) {}

  /**
   * Reads a submission.
   *
   * @throws IOException if it cannot be read; the message is for its author
   * @throws dev.syslab.engine.LabException if a source is not UTF-8; as above
   */
  Taken take(Path submission) throws IOException {
    try (SubmittedFiles files = SubmittedFiles.open(submission)) {
      Map<String, String> names = named(files.names());
      Map<String, String> sources = new TreeMap<>();
      skeletons.forEach((path, text) -> sources.put(below(path), text));
      List<String> changed = new ArrayList<>();
      int handedIn = 0;
      for (var entry : names.entrySet()) {
        String name = entry.getKey();
        Path path = lab.folder().resolve(entry.getValue());
        if (originals.containsKey(path)) {
          if (differs(files, name, originals.get(path))) {
            changed.add(name);
          }
        } else if (isLearners(entry.getValue())) {
          String text = SourceText.decode(files.read(name, LONGEST_SOURCE), name);
          String place = place(path, text);
          String original = originals.get(lab.mainSources().resolve(place));
          if (original == null) {
            sources.put(place, text);
            handedIn++;
          } else if (!unified(original).equals(unified(text))) {
            changed.add(name);
          }
        } else if (Files.isRegularFile(path) && differs(files, name, text(path))) {
          changed.add(name);
        }
        if (handedIn > MOST_TAKEN) {
          throw new IOException("it contains more than " + MOST_TAKEN + " Java files for this lab");
        }
      }
      return new Taken(sources, handedIn, changed, Digest.of(sources));
    }
  }

  private static boolean isLearners(String inLab) {
    return inLab.startsWith(MAIN)
        && CLASS_PATH.matcher(inLab.substring(MAIN.length())).matches()
        && !inLab.endsWith("module-info.java");
  }

  /**
   * The submission's names that belong to this lab, each with its path in the lab's folder: of a
   * whole checkout, of the lab's folder alone, or of nothing but Java files.
   */
  private Map<String, String> named(Collection<String> names) {
    Optional<String> root =
        root(names, "labs/" + lab.name() + "/", "src/").or(() -> root(names, "", MAIN));
    Map<String, String> found = new LinkedHashMap<>();
    for (String name : names) {
      if (root.isPresent()) {
        if (name.startsWith(root.get())) {
          found.put(name, name.substring(root.get().length()));
        }
      } else if (name.endsWith(".java") && !name.contains("__MACOSX/")) {
        found.put(name, MAIN + name.substring(name.lastIndexOf('/') + 1));
      }
    }
    return found;
  }

  /** The shortest prefix behind which this folder stands with such files. */
  private static Optional<String> root(Collection<String> names, String folder, String inside) {
    String wanted = folder + inside;
    return names.stream()
        .filter(name -> name.startsWith(wanted) || name.contains("/" + wanted))
        .map(
            name -> {
              int at = name.startsWith(wanted) ? 0 : name.indexOf("/" + wanted) + 1;
              return name.substring(0, at + folder.length());
            })
        .min(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()));
  }

  private String below(Path path) {
    return lab.mainSources().relativize(path).toString().replace('\\', '/');
  }

  /** A file that was handed in without its folders stands where its package or its name says. */
  private String place(Path path, String text) {
    String place = below(path);
    if (place.contains("/")) {
      return place;
    }
    Matcher declared = PACKAGE.matcher(text);
    if (declared.find()) {
      return declared.group(1).replace('.', '/') + "/" + place;
    }
    return skeletons.keySet().stream()
        .filter(skeleton -> skeleton.endsWith(place))
        .map(this::below)
        .findFirst()
        .orElse(place);
  }

  private static boolean differs(SubmittedFiles files, String name, String original)
      throws IOException {
    int most = original.length() * 4 + LONGEST_SOURCE;
    String text;
    try {
      text = new String(files.read(name, most), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return true;
    }
    return !unified(text).equals(unified(original));
  }

  private static String text(Path path) throws IOException {
    return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
  }

  /** How lines end is the editor's and git's choice. */
  private static String unified(String text) {
    return text.replace("\r\n", "\n").stripTrailing();
  }
}
