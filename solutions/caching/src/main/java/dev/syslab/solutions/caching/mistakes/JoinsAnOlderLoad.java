package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

@Mistake(
    stage = 3,
    summary =
        "a read joins a load in its process that began before an update that the read must "
            + "see",
    killedBy = "a_read_after_an_update_does_not_join_an_older_load",
    hint = "older-load")
public final class JoinsAnOlderLoad extends LeasedCatalogue {
  private final Map<String, CompletableFuture<Optional<Product>>> flights =
      new ConcurrentHashMap<>();

  public JoinsAnOlderLoad(Environment env) {
    super(env);
  }

  @Override
  public Optional<Product> find(String id) {
    return flights.computeIfAbsent(id, this::start).join();
  }

  private CompletableFuture<Optional<Product>> start(String id) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return super.find(id);
          } finally {
            flights.remove(id);
          }
        });
  }
}
