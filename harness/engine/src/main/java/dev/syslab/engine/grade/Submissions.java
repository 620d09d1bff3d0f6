package dev.syslab.engine.grade;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The submissions of a cohort: the entries of one folder, each a folder, a zip file or a git
 * repository.
 *
 * @param skipped entries that are none of these; they are named, so that nobody is forgotten
 */
public record Submissions(List<Submission> all, List<String> skipped) {

  /**
   * Looks into a folder.
   *
   * @throws LabException if it cannot be read or holds no submission
   */
  public static Submissions in(Path folder) {
    List<Submission> found = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.sorted().toList()) {
        String name = entry.getFileName().toString();
        if (name.startsWith(".")) {
          continue;
        }
        // Not through links: what they lead to is not what was handed in.
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          found.add(new Submission(name.replaceFirst("(?<=.)\\.git$", ""), entry));
        } else if (name.toLowerCase(Locale.ROOT).endsWith(".zip")
            && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
          found.add(new Submission(name.substring(0, name.length() - 4), entry));
        } else {
          skipped.add(name);
        }
      }
    } catch (IOException e) {
      throw new LabException(
          Kind.USAGE,
          folder + " could not be read: it must be a folder with one entry per submission",
          e);
    }
    requireDifferentNames(found);
    if (found.isEmpty()) {
      throw new LabException(
          Kind.USAGE,
          folder
              + " contains no submissions: each must be a folder, a .zip file or a git repository in it");
    }
    found.sort(Comparator.comparing(Submission::name));
    return new Submissions(List.copyOf(found), List.copyOf(skipped));
  }

  private static void requireDifferentNames(List<Submission> found) {
    for (Submission one : found) {
      for (Submission other : found) {
        if (one != other && one.name().equalsIgnoreCase(other.name())) {
          throw new LabException(
              Kind.USAGE,
              "“%s” and “%s” would have the same name; rename one of them"
                  .formatted(one.path().getFileName(), other.path().getFileName()));
        }
      }
    }
  }

  /**
   * The part that one of several machines grades.
   *
   * @param index from 0
   * @param count how many machines there are
   */
  public Submissions shard(int index, int count) {
    List<Submission> mine = new ArrayList<>();
    for (int i = index; i < all.size(); i += count) {
      mine.add(all.get(i));
    }
    return new Submissions(List.copyOf(mine), index == 0 ? skipped : List.of());
  }
}
