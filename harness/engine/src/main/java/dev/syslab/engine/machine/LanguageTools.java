package dev.syslab.engine.machine;

import dev.syslab.engine.LabException;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.Workbook;
import dev.syslab.engine.language.LanguageProgram;
import dev.syslab.engine.language.LanguageProgram.Role;
import dev.syslab.engine.language.Tool;
import dev.syslab.engine.language.Tool.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the labs' programs in other languages need: the references, and the learner's own. */
final class LanguageTools {
  private static final Map<String, String[]> DEBIAN =
      Map.of(
          "node", new String[] {"nodejs", "npm"},
          "npm", new String[] {"npm"},
          "python3", new String[] {"python3", "python3-venv"},
          "go", new String[] {"golang-go"},
          "cargo", new String[] {"cargo"});
  private static final Map<String, String> HOMEBREW =
      Map.of("node", "node", "npm", "node", "python3", "python", "go", "go", "cargo", "rust");

  private final Workbook workbook;

  LanguageTools(Workbook workbook) {
    this.workbook = workbook;
  }

  /** One for each program, in the newest version that one of them asks for. */
  List<Need> needs() {
    Map<String, List<Tool>> tools = new TreeMap<>();
    Map<String, TreeSet<String>> users = new TreeMap<>();
    for (LabFolder lab : workbook.labs()) {
      for (Role role : Role.values()) {
        for (String language : LanguageProgram.languages(lab, role)) {
          for (Tool tool : tools(lab, role, language)) {
            tools.computeIfAbsent(tool.name(), absent -> new ArrayList<>()).add(tool);
            users.computeIfAbsent(tool.name(), absent -> new TreeSet<>()).add(language);
          }
        }
      }
    }
    return tools.values().stream()
        .map(same -> same.stream().max(Comparator.comparing(Tool::least)).orElseThrow())
        .map(tool -> need(tool, String.join(", ", users.get(tool.name()))))
        .toList();
  }

  private static List<Tool> tools(LabFolder lab, Role role, String language) {
    try {
      return LanguageProgram.read(lab, role, language).tools();
    } catch (LabException e) {
      // The program's own file is wrong: that is reported when the program is tested.
      return List.of();
    }
  }

  private static Need need(Tool tool, String languages) {
    Finding found = tool.look();
    boolean there = found.wrong().isEmpty();
    return new Need(
        tool.wanted() + ", for programs in " + languages,
        there,
        false,
        there ? found.program().orElseThrow() + " " + found.version().orElseThrow() : found.wrong(),
        there ? List.of() : fix(tool, found));
  }

  private static List<String> fix(Tool tool, Finding found) {
    if (tool.name().equals("node")
        && found.program().isPresent()
        && Machine.onPath("npm").isPresent()) {
      // A distribution's package may be older than what is wanted; npm brings any version.
      return Installer.asRoot("npm", "install", "--global", "node@" + tool.least());
    }
    if (HOMEBREW.containsKey(tool.name()) && Machine.onPath("brew").isPresent()) {
      return List.of("brew", "install", HOMEBREW.get(tool.name()));
    }
    return DEBIAN.containsKey(tool.name()) && found.program().isEmpty()
        ? Installer.install(DEBIAN.get(tool.name()))
        : List.of();
  }
}
