package dev.syslab.solutions.sharding;

import dev.syslab.subject.Environment;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Stage 4: queries every database at the same time, so the slowest one determines how long it
 * takes.
 */
public abstract class Scattering extends Placing {
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "scatter");
            thread.setDaemon(true);
            return thread;
          });

  protected Scattering(Environment env) {
    super(env);
  }

  /** Each database's answer, in their order; throws the first error if there is one. */
  protected <T> List<T> onAll(IntFunction<T> question) {
    List<CompletableFuture<T>> answers =
        IntStream.range(0, databases.count())
            .mapToObj(shard -> CompletableFuture.supplyAsync(() -> question.apply(shard), threads))
            .toList();
    try {
      return answers.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    super.close();
  }
}
