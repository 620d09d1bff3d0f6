package dev.syslab.engine.verify;

import dev.syslab.engine.page.Markdown;
import dev.syslab.engine.page.Markdown.Block;
import dev.syslab.engine.process.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What holds for every Markdown page: links inside the repository resolve; a Java block stands word
 * for word in a compiled source, which a comment {@code <!-- from: path -->} above it names, and so
 * does any other block with such a comment; a console block is what its command prints, which a
 * comment {@code <!-- run: ./lab … -->} names.
 */
public final class PageRules {
  private static final Duration BOUND = Duration.ofMinutes(5);

  private final Path root;
  private final boolean runCommands;

  /**
   * @param runCommands whether the commands of console blocks are run; otherwise only that each
   *     names one
   */
  public PageRules(Path root, boolean runCommands) {
    this.root = root;
    this.runCommands = runCommands;
  }

  public List<Check> check(Path file) {
    Markdown page = new Markdown(file);
    String name = root.relativize(file).toString();
    List<String> wrong = new ArrayList<>();
    for (String link : page.links()) {
      if (!resolves(file, link)) {
        wrong.add("the link " + link + " is broken");
      }
    }
    for (Block block : page.blocks()) {
      String what = wrong(block);
      if (!what.isEmpty()) {
        wrong.add("line " + block.line() + ": " + what);
      }
    }
    return List.of(Check.of(Rule.DOCS, name, String.join("; ", wrong)));
  }

  private boolean resolves(Path file, String link) {
    if (link.matches("[a-z]+:.*")) {
      return true;
    }
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
    if (!Files.exists(target)) {
      return false;
    }
    return parts.length == 1
        || !target.toString().endsWith(".md")
        || new Markdown(target)
            .headings().stream().map(Markdown::anchor).anyMatch(parts[1]::equals);
  }

  private String wrong(Block block) {
    return switch (block.language()) {
      case "java" -> wrongCode(block);
      case "console" -> wrongConsole(block);
      default -> block.kind().equals("from") ? differs(block) : "";
    };
  }

  private String wrongCode(Block block) {
    return block.kind().equals("from")
        ? differs(block)
        : "Java code must come from a compiled source, named above it: <!-- from: path -->";
  }

  private String differs(Block block) {
    Path source = root.resolve(block.source());
    if (!Files.exists(source)) {
      return block.source() + " does not exist";
    }
    try {
      boolean there = dense(Files.readString(source)).contains(dense(block.text()));
      return there ? "" : "this code is not in " + block.source() + " (any more)";
    } catch (IOException e) {
      return block.source() + " could not be read";
    }
  }

  /** Without indentation and blank lines: a block may be a part of a class. */
  private static String dense(String code) {
    return code.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private String wrongConsole(Block block) {
    if (!block.kind().equals("run")) {
      return "console output must come from a run, with the command named above it: <!-- run: ./lab"
          + " … -->";
    }
    if (!runCommands) {
      return "";
    }
    Child.Ended ended = new Child("bash", "-c", block.source()).in(root).within(BOUND).run();
    return switch (ended.code()) {
      case Child.LATE -> block.source() + " did not end";
      case Child.INTERRUPTED -> "interrupted";
      default -> differs(block.text(), ended.output());
    };
  }

  /**
   * Figures, seeds and the mode of this machine differ from run to run: what is compared are the
   * words. A line “…” stands for any lines.
   */
  private static String differs(String shown, String printed) {
    List<String> real =
        printed.lines().map(PageRules::words).filter(line -> !line.isEmpty()).toList();
    int at = 0;
    boolean skipping = false;
    for (String line :
        shown.lines().map(PageRules::words).filter(line -> !line.isEmpty()).toList()) {
      if (line.startsWith("$ ")) {
        continue;
      }
      if (line.equals("…")) {
        skipping = true;
        continue;
      }
      int found = real.subList(at, real.size()).indexOf(line);
      if (found < 0 || !skipping && found > 0) {
        return "the command does not print “" + line + "” there (any more)";
      }
      at += found + 1;
      skipping = false;
    }
    return "";
  }

  private static String words(String line) {
    return line.replaceAll("^(embedded|containers): .*", "<mode>")
        .replaceAll("seed [0-9A-Z]+", "seed S")
        .replaceAll("--seed [0-9A-Z]+", "--seed S")
        .replaceAll("[0-9]+(\\.[0-9]+)?", "#")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
