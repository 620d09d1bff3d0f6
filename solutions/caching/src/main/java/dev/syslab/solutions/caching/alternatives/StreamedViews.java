package dev.syslab.solutions.caching.alternatives;

import dev.syslab.labs.caching.Catalogue;
import dev.syslab.labs.caching.DatabaseException;
import dev.syslab.labs.caching.ViewTable;
import dev.syslab.solutions.caching.ViewBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.resps.StreamEntry;

/**
 * Views as a stream, one entry each. A flusher first records in Redis up to which entry the stream
 * is to be written; that position names the batch for any server that finishes it.
 */
final class StreamedViews implements ViewBuffer {
  private static final String STREAM = "views";
  private static final String CUT = "views|cut";
  private static final String FIX =
      "local cut = redis.call('GET', KEYS[2]) if cut then return cut end "
          + "local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1) "
          + "if #last == 0 then return '' end "
          + "redis.call('SET', KEYS[2], last[1][1]) return last[1][1]";
  private static final String TRIM =
      "if redis.call('GET', KEYS[2]) ~= ARGV[1] then return end "
          + "for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '-', ARGV[1])) do "
          + "redis.call('XDEL', KEYS[1], entry[1]) end "
          + "redis.call('DEL', KEYS[2])";

  private final UnifiedJedis redis;
  private final ViewTable table;
  private final ScheduledExecutorService flusher =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "flusher");
            thread.setDaemon(true);
            return thread;
          });

  StreamedViews(UnifiedJedis redis, ViewTable table) {
    this.redis = redis;
    this.table = table;
    long every = Catalogue.FLUSH_EVERY.toMillis();
    flusher.scheduleWithFixedDelay(this::flush, every, every, TimeUnit.MILLISECONDS);
  }

  @Override
  public void add(String id) {
    redis.xadd(STREAM, StreamEntryID.NEW_ENTRY, Map.of("product", id));
  }

  private void flush() {
    try {
      String cut = (String) redis.eval(FIX, List.of(STREAM, CUT), List.of());
      if (!cut.isEmpty()) {
        table.add(cut, upTo(cut));
        redis.eval(TRIM, List.of(STREAM, CUT), List.of(cut));
      }
    } catch (JedisException | DatabaseException e) {
      // Whatever was not written stays in the stream; the next round tries again.
    }
  }

  private Map<String, Long> upTo(String cut) {
    List<StreamEntry> entries = redis.xrange(STREAM, null, new StreamEntryID(cut));
    return entries.stream()
        .collect(
            Collectors.groupingBy(
                entry -> entry.getFields().get("product"), Collectors.counting()));
  }

  @Override
  public void close() {
    flusher.shutdownNow();
  }
}
