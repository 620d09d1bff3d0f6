package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.ViewTable;
import dev.syslab.solutions.caching.BatchedViews;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.ViewBuffer;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

@Mistake(
    stage = 6,
    summary = "collects views in a map in the process, which is lost when the process dies",
    killedBy = "no_acknowledged_view_is_lost_with_its_server",
    hint = "durable-queue")
public final class QueuesInItsOwnMemory extends LeasedCatalogue {
  public QueuesInItsOwnMemory(Environment env) {
    super(env);
  }

  @Override
  protected ViewBuffer views(ViewTable viewTable) {
    return new BatchedViews(redis, viewTable) {
      private final Map<String, Long> open = new ConcurrentHashMap<>();

      @Override
      public void add(String id) {
        open.merge(id, 1L, Long::sum);
      }

      @Override
      protected Optional<Batch> take() {
        Map<String, Long> batch = new HashMap<>();
        open.keySet().forEach(id -> batch.put(id, open.remove(id)));
        return batch.isEmpty()
            ? Optional.empty()
            : Optional.of(new Batch(UUID.randomUUID().toString(), batch));
      }
    };
  }
}
