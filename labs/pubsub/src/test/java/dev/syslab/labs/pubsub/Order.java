package dev.syslab.labs.pubsub;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Postgres;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Each owner's uploads come in the order in which they were sent. */
final class Order {
  private Order() {}

  /** Expects that the indexer has acted for each owner in the order of the list. */
  static void expectOrder(Postgres postgres, List<Upload> sent) {
    List<Upload> indexed = new ArrayList<>();
    Map<String, Upload> byId = sent.stream().collect(Collectors.toMap(Upload::id, u -> u));
    for (List<Object> row : postgres.query("SELECT upload_id FROM indexed ORDER BY position")) {
      indexed.add(byId.get((String) row.get(0)));
    }
    expectOrder(sent, indexed, "effects, in the order of their rows");
  }

  /**
   * Expects each owner's uploads in the order of the list; if one is seen twice, the first time
   * counts.
   */
  static void expectOrder(List<Upload> sent, List<Upload> seen, String what) {
    Map<String, List<String>> expected = idsByOwner(sent);
    Map<String, List<String>> found = idsByOwner(new ArrayList<>(new LinkedHashSet<>(seen)));
    expected.forEach(
        (owner, ids) ->
            assertThat(found.get(owner))
                .as("%s, for the owner “%s”. Which key do the records have?", what, owner)
                .isEqualTo(ids));
  }

  private static Map<String, List<String>> idsByOwner(List<Upload> uploads) {
    return uploads.stream()
        .collect(
            Collectors.groupingBy(
                Upload::owner,
                LinkedHashMap::new,
                Collectors.mapping(Upload::id, Collectors.toList())));
  }
}
