package dev.syslab.labs.pubsub;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Fleet;
import dev.syslab.kit.History;
import dev.syslab.kit.Redis;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.resps.StreamEntry;

/** What tests do to streams, whatever those are called. */
final class Streams {
  private Streams() {}

  /** Appends all of them, many at a time. */
  static void append(Fleet<Uploads> servers, List<Upload> uploads) {
    AtomicInteger next = new AtomicInteger();
    History<Object> appended =
        servers.concurrently(
            uploads.size(),
            server -> {
              server.append(uploads.get(next.getAndIncrement()));
              return null;
            });
    assertThat(appended).acknowledgedAll();
  }

  /** Appends so many copies of the oldest entry: the same upload, announced again. */
  static void repeatOldest(Redis redis, int copies) {
    for (String key : all(redis)) {
      StreamEntry oldest = redis.client().xrange(key, "-", "+", 1).get(0);
      try (AbstractPipeline pipeline = redis.client().pipelined()) {
        for (int i = 0; i < copies; i++) {
          pipeline.xadd(key, StreamEntryID.NEW_ENTRY, oldest.getFields());
        }
        pipeline.sync();
      }
    }
  }

  static void deleteOldest(Redis redis, int count) {
    for (String key : all(redis)) {
      redis
          .client()
          .xrange(key, "-", "+", count)
          .forEach(entry -> redis.client().xdel(key, entry.getID()));
    }
  }

  private static List<String> all(Redis redis) {
    return redis.keys().stream().filter(key -> redis.client().type(key).equals("stream")).toList();
  }
}
