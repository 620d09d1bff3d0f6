package dev.syslab.engine.language;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.language.LanguageProgram.Preparation;
import dev.syslab.engine.language.LanguageProgram.Role;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Reads a {@code subject.properties}; docs/any-language.md explains its lines. */
final class ProgramFile {
  private static final String REQUIRES = "requires.";
  private static final String VERSION = "version.";
  private static final List<String> KNOWN =
      List.of("stages", "command", "serves", "prepare", "prepare.reads", "prepare.makes");
  private static final Pattern SPAN = Pattern.compile("(\\d{1,2})(?:-(\\d{1,2}))?");
  private static final Pattern TOOL = Pattern.compile("[\\w.+-]+");

  private final LabFolder lab;
  private final Role role;
  private final String language;
  private final Path file;
  private final Properties lines = new Properties();

  ProgramFile(LabFolder lab, Role role, String language) {
    this.lab = lab;
    this.role = role;
    this.language = language;
    this.file = role.home(lab).resolve(language).resolve(LanguageProgram.FILE);
    try (Reader text = Files.newBufferedReader(file)) {
      lines.load(text);
    } catch (IOException | IllegalArgumentException e) {
      throw wrong("cannot be read: " + e.getMessage());
    }
  }

  LanguageProgram read() {
    lines.stringPropertyNames().forEach(this::checkName);
    return new LanguageProgram(
        lab, language, role, stages(), required("command"), servesMany(), tools(), preparation());
  }

  private void checkName(String name) {
    boolean known = KNOWN.contains(name) || name.startsWith(REQUIRES);
    boolean asks =
        name.startsWith(VERSION) && lines.containsKey(REQUIRES + name.substring(VERSION.length()));
    if (!known && !asks) {
      throw wrong(
          "“"
              + name
              + "” is not a valid line; valid lines are "
              + String.join(", ", KNOWN)
              + ", requires.<tool> and version.<tool>");
    }
  }

  private Optional<Set<Integer>> stages() {
    if (role == Role.LEARNER) {
      // What a learner has not written yet says so itself, and is counted.
      return Optional.empty();
    }
    String text = required("stages");
    if (text.equals("all")) {
      return Optional.empty();
    }
    Set<Integer> numbers = new TreeSet<>();
    for (String part : text.split(",")) {
      Matcher span = SPAN.matcher(part.strip());
      if (!span.matches()) {
        throw wrong("stages must look like “1-3”, “1,3” or “all”, was “" + text + "”");
      }
      int first = Integer.parseInt(span.group(1));
      int last = span.group(2) == null ? first : Integer.parseInt(span.group(2));
      IntStream.rangeClosed(first, last).forEach(numbers::add);
    }
    if (numbers.isEmpty()) {
      throw wrong("stages must name at least one stage, was “" + text + "”");
    }
    return Optional.of(numbers);
  }

  private boolean servesMany() {
    String serves = lines.getProperty("serves", "one").strip();
    if (!List.of("one", "many").contains(serves)) {
      throw wrong("serves must be one or many, was “" + serves + "”");
    }
    return serves.equals("many");
  }

  private List<Tool> tools() {
    List<Tool> tools = new ArrayList<>();
    for (String key : lines.stringPropertyNames().stream().sorted().toList()) {
      if (key.startsWith(REQUIRES)) {
        String name = key.substring(REQUIRES.length());
        if (!TOOL.matcher(name).matches()) {
          throw wrong("“" + key + "” does not name a program");
        }
        Version least =
            Version.in(required(key))
                .orElseThrow(
                    () -> wrong(key + " must be a version, was “" + lines.getProperty(key) + "”"));
        tools.add(new Tool(name, least, lines.getProperty(VERSION + name, name + " --version")));
      }
    }
    if (tools.isEmpty()) {
      throw wrong("does not name a tool; add a line such as requires.node = 20");
    }
    return tools;
  }

  private Optional<Preparation> preparation() {
    if (!lines.containsKey("prepare")) {
      return Optional.empty();
    }
    return Optional.of(
        new Preparation(required("prepare"), words("prepare.reads"), words("prepare.makes")));
  }

  private List<String> words(String key) {
    return Arrays.stream(lines.getProperty(key, "").split("\\s+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private String required(String key) {
    String value = lines.getProperty(key, "").strip();
    if (value.isEmpty()) {
      throw wrong("needs a line “" + key + " = …”");
    }
    return value;
  }

  private LabException wrong(String what) {
    return new LabException(Kind.USAGE, lab.shown(file) + ": " + what);
  }
}
