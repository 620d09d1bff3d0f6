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
import java.util.stream.Collectors;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** The parts of a Markdown page that the rules speak of. */
public final class Markdown {
  private static final Pattern SOURCE = Pattern.compile("<!-- (from|run): (.+?) -->");
  private static final Parser PARSER =
      Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build();

  private final Path file;
  private final List<String> lines;
  private final Node page;

  /**
   * A fenced block.
   *
   * @param line the fence's, from 1
   * @param language the word after the fence; empty without one
   * @param kind {@code from} or {@code run} if a comment above says where it comes from; else empty
   * @param source the comment's argument
   */
  public record Block(int line, String language, String kind, String source, String text) {}

  /**
   * @throws UncheckedIOException if it cannot be read as UTF-8 text
   */
  public Markdown(Path file) {
    this.file = file;
    try {
      String text = Files.readString(file);
      this.lines = text.lines().toList();
      this.page = PARSER.parse(text);
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

  /** The headings as they are written, without the marks. */
  public List<String> headings() {
    return headingNodes().stream().map(this::text).toList();
  }

  /** A heading as links name it: lower case, hyphens for spaces, no punctuation. */
  public static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }

  /** The targets of links and pictures outside code. */
  public List<String> links() {
    List<String> links = new ArrayList<>();
    page.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Link link) {
            links.add(link.getDestination());
            visitChildren(link);
          }

          @Override
          public void visit(Image image) {
            links.add(image.getDestination());
            visitChildren(image);
          }
        });
    return links;
  }

  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    page.accept(
        new AbstractVisitor() {
          @Override
          public void visit(FencedCodeBlock block) {
            blocks.add(block(block));
          }
        });
    return blocks;
  }

  private Block block(FencedCodeBlock fenced) {
    int at = first(fenced);
    Matcher source = SOURCE.matcher(at == 0 ? "" : lines.get(at - 1).strip());
    boolean named = source.matches();
    return new Block(
        at + 1,
        fenced.getInfo().strip(),
        named ? source.group(1) : "",
        named ? source.group(2) : "",
        fenced.getLiteral().replaceFirst("\n$", ""));
  }

  /**
   * The section below a heading, up to the next heading of the same or a higher level; empty if
   * there is none.
   */
  public String section(String heading) {
    return nodes(heading).stream()
        .map(node -> String.join("\n", lines.subList(first(node), last(node) + 1)))
        .collect(Collectors.joining("\n\n"));
  }

  /**
   * The items of the numbered lists below a heading, up to the next heading of whatever level, each
   * in one line without its number.
   */
  public List<String> numbered(String heading) {
    List<String> items = new ArrayList<>();
    for (Node node : nodes(heading)) {
      if (node instanceof Heading) {
        break;
      }
      if (node instanceof OrderedList) {
        for (Node item = node.getFirstChild(); item != null; item = item.getNext()) {
          items.add(text((ListItem) item));
        }
      }
    }
    return items;
  }

  private String text(ListItem item) {
    return lines.subList(first(item), last(item) + 1).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining(" "))
        .replaceFirst("^\\d+[.)]\\s*", "");
  }

  /** What stands below the last heading with that text. */
  private List<Node> nodes(String heading) {
    Heading at =
        headingNodes().stream()
            .filter(node -> text(node).equals(heading))
            .reduce((earlier, later) -> later)
            .orElse(null);
    List<Node> nodes = new ArrayList<>();
    Node node = at == null ? null : at.getNext();
    while (node != null && !(node instanceof Heading next && next.getLevel() <= at.getLevel())) {
      nodes.add(node);
      node = node.getNext();
    }
    return nodes;
  }

  private List<Heading> headingNodes() {
    List<Heading> headings = new ArrayList<>();
    for (Node node = page.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof Heading heading) {
        headings.add(heading);
      }
    }
    return headings;
  }

  private String text(Heading heading) {
    return lines
        .get(first(heading))
        .strip()
        .replaceFirst("^#+\\s*", "")
        .replaceFirst("\\s+#+$", "");
  }

  /** The line on which it begins, from 0. */
  private static int first(Node node) {
    return node.getSourceSpans().get(0).getLineIndex();
  }

  private static int last(Node node) {
    List<SourceSpan> spans = node.getSourceSpans();
    return spans.get(spans.size() - 1).getLineIndex();
  }
}
