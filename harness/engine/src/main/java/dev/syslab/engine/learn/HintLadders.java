package dev.syslab.engine.learn;

import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.page.Markdown;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The hint ladders of a lab's {@code hints.md}, by their ids. */
final class HintLadders {
  private final Map<String, List<String>> ladders = new LinkedHashMap<>();

  HintLadders(LabFolder lab) {
    if (!Files.exists(lab.hints())) {
      return;
    }
    Markdown page = new Markdown(lab.hints());
    for (String heading : page.headings()) {
      List<String> rungs = page.numbered(heading);
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
}
