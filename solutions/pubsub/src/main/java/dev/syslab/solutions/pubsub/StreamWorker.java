package dev.syslab.solutions.pubsub;

import dev.syslab.labs.pubsub.Upload;
import dev.syslab.labs.pubsub.UploadJson;
import dev.syslab.labs.pubsub.Uploads;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.XAutoClaimParams;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.resps.StreamEntry;

/**
 * Works on the stream as one member of its role's group. Each round first claims what others (or
 * this server, before it died) have left pending for too long, then reads what is new. An entry is
 * acknowledged when its effect is committed, so that a worker that dies leaves it pending.
 */
public class StreamWorker {
  static final String STREAM = "uploads";
  static final String FIELD = "upload";
  private static final int PAGE = 100;
  private static final int BLOCK_MILLIS = 200;

  protected final UnifiedJedis redis;
  protected final String group;
  protected final String name;
  protected final Consumer<Upload> effect;
  private boolean created;

  /**
   * @param name the group's member: the same after a restart
   */
  public StreamWorker(UnifiedJedis redis, String group, String name, Consumer<Upload> effect) {
    this.redis = redis;
    this.group = group;
    this.name = name;
    this.effect = effect;
  }

  static void append(UnifiedJedis redis, Upload upload) {
    String text = new String(UploadJson.encode(upload), StandardCharsets.UTF_8);
    redis.xadd(STREAM, StreamEntryID.NEW_ENTRY, Map.of(FIELD, text));
  }

  /** One round. */
  public void round() {
    if (!created) {
      create(new StreamEntryID());
      created = true;
    }
    try {
      claim();
      read();
    } catch (JedisDataException e) {
      // NOGROUP: Redis has lost its data, and the group with it.
      created = false;
      throw e;
    }
  }

  /** From the beginning of the stream: what was appended before the group existed counts, too. */
  protected void create(StreamEntryID start) {
    try {
      redis.xgroupCreate(STREAM, group, start, true);
    } catch (JedisDataException e) {
      if (!e.getMessage().startsWith("BUSYGROUP")) {
        throw e;
      }
    }
  }

  protected void claim() {
    StreamEntryID cursor = new StreamEntryID();
    do {
      Map.Entry<StreamEntryID, List<StreamEntry>> page =
          redis.xautoclaim(
              STREAM,
              group,
              name,
              Uploads.CLAIM_AFTER.toMillis(),
              cursor,
              XAutoClaimParams.xAutoClaimParams().count(PAGE));
      page.getValue().forEach(this::handle);
      cursor = page.getKey();
    } while (!cursor.equals(new StreamEntryID()));
  }

  private void read() {
    XReadGroupParams params = XReadGroupParams.xReadGroupParams().count(PAGE).block(BLOCK_MILLIS);
    var streams =
        redis.xreadGroup(
            group, name, params, Map.of(STREAM, StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
    if (streams != null) {
      streams.forEach(stream -> stream.getValue().forEach(this::handle));
    }
  }

  protected void handle(StreamEntry entry) {
    // Before Redis 7, an entry that was deleted while it was pending is claimed as nothing.
    if (entry == null || entry.getFields() == null) {
      return;
    }
    effect.accept(upload(entry));
    redis.xack(STREAM, group, entry.getID());
  }

  protected Upload upload(StreamEntry entry) {
    return UploadJson.decode(entry.getFields().get(FIELD).getBytes(StandardCharsets.UTF_8));
  }
}
