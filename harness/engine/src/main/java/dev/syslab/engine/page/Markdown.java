package dev.syslab.engine.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a Markdown page that the rules speak of. */
public final class Markdown {
  private static final Pattern LINK =
      Pattern.compile(
          "(?<!\\!)\\[[^\\]]*\\]\\(([^)\\s]+)[^)]*\\)|!\\[[^\\]]*\\]\\(([^)\\s]+)[^)]*\\)");
  private static final Pattern SOURCE = Pattern.compile("<!-- (from|run): (.+?) -->");

  private final Path file;
  private final List<String> lines;

  /**
   * A fenced block.
   *
   * @param language the word after the fence; empty without one
   * @param kind {@code from} or {@code run} if a comment above says where it comes from; else empty
   * @param source the comment's argument
   */
  public record Block(int line, String language, String kind, String source, String text) {}

  public Markdown(Path file) {
    this.file = file;
    try {
      this.lines = List.copyOf(Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The page's lines as they stand in the file. */
  public List<String> lines() {
    return lines;
  }

  public Path file() {
    return file;
  }

  /** The headings' texts, without the marks. */
  public List<String> headings() {
    List<String> headings = new ArrayList<>();
    boolean fenced = false;
    for (String line : lines) {
      if (line.startsWith("```")) {
        fenced = !fenced;
      } else if (!fenced && line.matches("#{1,6} .+")) {
        headings.add(line.replaceFirst("^#+ ", "").strip());
      }
    }
    return headings;
  }

  /** A heading as links name it: lower case, hyphens for spaces, no punctuation. */
  public static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }

  /** The targets of links and pictures outside code. */
  public List<String> links() {
    List<String> links = new ArrayList<>();
    boolean fenced = false;
    for (String line : lines) {
      if (line.startsWith("```")) {
        fenced = !fenced;
      }
      Matcher link = LINK.matcher(fenced ? "" : line.replaceAll("`[^`]*`", ""));
      while (link.find()) {
        links.add(link.group(1) == null ? link.group(2) : link.group(1));
      }
    }
    return links;
  }

  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).startsWith("```")) {
        continue;
      }
      int end = i + 1;
      while (end < lines.size() && !lines.get(end).startsWith("```")) {
        end++;
      }
      Matcher source = SOURCE.matcher(i == 0 ? "" : lines.get(i - 1));
      boolean named = source.matches();
      blocks.add(
          new Block(
              i + 1,
              lines.get(i).substring(3).strip(),
              named ? source.group(1) : "",
              named ? source.group(2) : "",
              String.join("\n", lines.subList(i + 1, end))));
      i = end;
    }
    return blocks;
  }

  /**
   * The section below a heading, up to the next heading of the same or a higher level; empty if
   * there is none.
   */
  public String section(String heading) {
    int at = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).matches("#{1,6} " + Pattern.quote(heading) + "\\s*")) {
        at = i;
      }
    }
    if (at < 0) {
      return "";
    }
    int level = lines.get(at).indexOf(' ');
    int end = at + 1;
    boolean fenced = false;
    while (end < lines.size() && (fenced || !lines.get(end).matches("#{1," + level + "} .+"))) {
      fenced ^= lines.get(end).startsWith("```");
      end++;
    }
    return String.join("\n", lines.subList(at + 1, end)).strip();
  }
}
