package dev.syslab.engine.scaffold;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.lab.Workbook;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a new lab: small, but complete by every rule, so that an author starts from green. */
public final class Scaffold {
  private static final String NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

  private final Workbook workbook;

  public Scaffold(Workbook workbook) {
    this.workbook = workbook;
  }

  /**
   * Writes the lab's two folders and the module lines.
   *
   * @return the files, from the repository's root
   * @throws LabException if the name is none, or taken
   */
  public List<Path> create(String name) {
    if (!name.matches(NAME) || name.length() > 40) {
      throw new LabException(
          Kind.USAGE,
          "“"
              + name
              + "” is not a valid lab name: use lower-case words with hyphens, such as"
              + " view-counter, at most 40 characters");
    }
    Path lab = workbook.root().resolve("labs").resolve(name);
    Path solution = workbook.root().resolve("solutions").resolve(name);
    if (Files.exists(lab) || Files.exists(solution)) {
      throw new LabException(
          Kind.USAGE, "labs/" + name + " or solutions/" + name + " already exists");
    }
    String pack = name.replace("-", "");
    String type =
        Stream.of(name.split("-"))
            .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
            .collect(Collectors.joining());
    List<Path> written = new ArrayList<>();
    try {
      for (var file : files(pack, type).entrySet()) {
        Path target =
            workbook
                .root()
                .resolve(
                    file.getValue()
                        .replace("@lab@", "labs/" + name)
                        .replace("@solution@", "solutions/" + name));
        Files.createDirectories(target.getParent());
        Files.writeString(
            target,
            template(file.getKey())
                .replace("@name@", name)
                .replace("@package@", pack)
                .replace("@Type@", type));
        written.add(workbook.root().relativize(target));
      }
      written.add(module("labs", name));
      written.add(module("solutions", name));
    } catch (IOException e) {
      throw new LabException(Kind.TROUBLE, "could not write the lab: " + e.getMessage(), e);
    }
    return written;
  }

  /** Templates by where they go. */
  private static Map<String, String> files(String pack, String type) {
    String main = "@lab@/src/main/java/dev/syslab/labs/" + pack + "/";
    String test = "@lab@/src/test/java/dev/syslab/labs/" + pack + "/";
    String solved = "@solution@/src/main/java/dev/syslab/solutions/" + pack + "/";
    Map<String, String> files = new LinkedHashMap<>();
    files.put("lab/pom.xml", "@lab@/pom.xml");
    files.put("lab/README.md", "@lab@/README.md");
    files.put("lab/hints.md", "@lab@/hints.md");
    files.put("lab/Contract.txt", main + type + ".java");
    files.put("lab/Skeleton.txt", main + "My" + type + ".java");
    files.put("lab/Stage1.txt", test + "Stage1OneTotalTest.java");
    files.put("solution/pom.xml", "@solution@/pom.xml");
    files.put("solution/README.md", "@solution@/README.md");
    files.put("solution/Reference.txt", solved + "Redis" + type + ".java");
    files.put("solution/Alternative.txt", solved + "alternatives/CompareAndSet.java");
    files.put("solution/ReadThenWrite.txt", solved + "mistakes/ReadThenWrite.java");
    files.put("solution/InMemory.txt", solved + "mistakes/InMemory.java");
    files.put("solution/OneCase.txt", solved + "mistakes/OneCase.java");
    files.put("solution/AnyPage.txt", solved + "mistakes/AnyPage.java");
    files.put("solution/NoTimeout.txt", solved + "mistakes/NoTimeout.java");
    return files;
  }

  private static String template(String name) throws IOException {
    try (InputStream in = Scaffold.class.getResourceAsStream("/scaffold/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Path module(String parent, String name) throws IOException {
    Path pom = workbook.root().resolve(parent).resolve("pom.xml");
    String text = Files.readString(pom);
    Files.writeString(
        pom,
        text.replaceFirst(
            "(?m)^(\\s*)</modules>", "$1  <module>" + name + "</module>\n$1</modules>"));
    return workbook.root().relativize(pom);
  }
}
