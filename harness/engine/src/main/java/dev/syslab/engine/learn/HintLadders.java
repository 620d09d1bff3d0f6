package dev.syslab.engine.learn;

import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.page.Markdown;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The hint ladders of a lab's {@code hints.md}, by their ids. */
final class HintLadders {
  private static final String RUNG = "\\d+\\. .+";

  private final Map<String, List<String>> ladders = new LinkedHashMap<>();

  HintLadders(LabFolder lab) {
    if (!Files.exists(lab.hints())) {
      return;
    }
    Markdown page = new Markdown(lab.hints());
    for (String heading : page.headings()) {
      List<String> rungs = numbered(page.section(heading));
      if (!rungs.isEmpty()) {
        ladders.putIfAbsent(heading, rungs);
      }
    }
  }

  /** The ids, in the page's order. */
  Set<String> ids() {
    return ladders.keySet();
  }

  /** The ladder's rungs without their numbers; none if there is no such ladder. */
  List<String> rungs(String id) {
    return ladders.getOrDefault(id, List.of());
  }

  /** A rung may go on in the lines below its number. */
  private static List<String> numbered(String section) {
    List<String> rungs = new ArrayList<>();
    for (String line : section.lines().map(String::strip).toList()) {
      if (line.matches(RUNG)) {
        rungs.add(line.replaceFirst("\\d+\\. ", ""));
      } else if (line.startsWith("#")) {
        break;
      } else if (!line.isEmpty() && !rungs.isEmpty()) {
        int last = rungs.size() - 1;
        rungs.set(last, rungs.get(last) + " " + line);
      }
    }
    return rungs;
  }
}
