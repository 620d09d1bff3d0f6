package dev.syslab.solutions.caching;

import dev.syslab.labs.caching.Catalogue;
import dev.syslab.labs.caching.DatabaseException;
import dev.syslab.labs.caching.ViewTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Write-behind: views are counted in a hash in Redis, which is renamed to a batch with a unique
 * name when it is due to be written. There is one batch at a time, and it stays until some server
 * has written it: a server that flushes takes the existing batch, under its existing name. So a
 * flusher may die at any point, and its batch is written again; the table knows the name, so a
 * second attempt adds nothing. This is the idempotent consumer [1], with the batch as the message.
 *
 * <p>[1] G. Hohpe, B. Woolf, Enterprise Integration Patterns, 2003: Idempotent Receiver.
 */
public class BatchedViews implements ViewBuffer {
  private static final String OPEN = "views:open";
  private static final String BATCH = "views:batch";
  // No product can have this id.
  private static final String NAME = "";
  private static final String TAKE =
      "if redis.call('EXISTS', KEYS[2]) == 0 then "
          + "if redis.call('EXISTS', KEYS[1]) == 0 then return {} end "
          + "redis.call('RENAME', KEYS[1], KEYS[2]) "
          + "redis.call('HSET', KEYS[2], '', ARGV[1]) end "
          + "return redis.call('HGETALL', KEYS[2])";
  private static final String DONE =
      "if redis.call('HGET', KEYS[1], '') == ARGV[1] then redis.call('DEL', KEYS[1]) end";

  protected final UnifiedJedis redis;
  protected final ViewTable table;
  private final ScheduledExecutorService flusher =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "flusher");
            thread.setDaemon(true);
            return thread;
          });

  public BatchedViews(UnifiedJedis redis, ViewTable table) {
    this.redis = redis;
    this.table = table;
    long every = Catalogue.FLUSH_EVERY.toMillis();
    flusher.scheduleWithFixedDelay(this::tryToFlush, every, every, TimeUnit.MILLISECONDS);
  }

  @Override
  public void add(String id) {
    redis.hincrBy(OPEN, id, 1);
  }

  private void tryToFlush() {
    try {
      flush();
    } catch (JedisException | DatabaseException e) {
      // Whatever was not written stays in Redis; the next round tries again.
    }
  }

  protected void flush() {
    take().ifPresent(this::write);
  }

  /** Views that are written in one transaction. */
  public record Batch(String name, Map<String, Long> views) {}

  /** Writes a batch, and deletes it only once it is in the table. */
  protected void write(Batch batch) {
    table.add(batch.name(), batch.views());
    done(batch.name());
  }

  /** The next batch to write; empty if there are no views. */
  protected Optional<Batch> take() {
    List<?> pairs =
        (List<?>) redis.eval(TAKE, List.of(OPEN, BATCH), List.of(UUID.randomUUID().toString()));
    if (pairs.isEmpty()) {
      return Optional.empty();
    }
    String name = "";
    Map<String, Long> views = new HashMap<>();
    for (int i = 0; i < pairs.size(); i += 2) {
      String field = (String) pairs.get(i);
      String value = (String) pairs.get(i + 1);
      if (field.equals(NAME)) {
        name = value;
      } else {
        views.put(field, Long.valueOf(value));
      }
    }
    return Optional.of(new Batch(name, views));
  }

  /** Deletes the batch, unless it has been replaced by another one. */
  protected void done(String name) {
    redis.eval(DONE, List.of(BATCH), List.of(name));
  }

  @Override
  public void close() {
    flusher.shutdownNow();
  }
}
