package dev.syslab.solutions.pubsub;

import dev.syslab.labs.pubsub.UnavailableException;
import dev.syslab.labs.pubsub.Upload;
import dev.syslab.labs.pubsub.UploadJson;
import dev.syslab.labs.pubsub.Uploads;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Redis pub/sub: whoever is subscribed at that moment is told, and Redis keeps nothing. A listener
 * whose connection is lost subscribes again; what was said meanwhile it never hears.
 */
public class Broadcasts implements AutoCloseable {
  protected final UnifiedJedis redis;
  protected final List<Upload> heard = new CopyOnWriteArrayList<>();
  private final byte[] channel;
  private final CountDownLatch subscribed = new CountDownLatch(1);
  private volatile Listener listener;
  private Repeated listening;

  /**
   * @param database its number: channels are no part of a database, so their name must tell
   */
  public Broadcasts(UnifiedJedis redis, int database) {
    this.redis = redis;
    this.channel = ("uploads:" + database).getBytes(StandardCharsets.UTF_8);
  }

  public long send(Upload upload) {
    return redis.publish(channel, UploadJson.encode(upload));
  }

  public void listen() {
    begin();
    try {
      Duration patience = Uploads.PATIENCE.minusSeconds(1);
      if (subscribed.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new UnavailableException("Redis does not answer");
  }

  protected synchronized void begin() {
    if (listening == null) {
      listening = Repeated.start("listener", this::subscribe);
    }
  }

  /** Returns when the subscription has ended. */
  protected void subscribe() throws InterruptedException {
    listener = new Listener();
    redis.subscribe(listener, channel);
  }

  public List<Upload> heard() {
    return heard;
  }

  @Override
  public synchronized void close() {
    if (listening != null) {
      listening.close();
    }
    try {
      if (listener != null && listener.isSubscribed()) {
        listener.unsubscribe();
      }
    } catch (JedisException e) {
      // Its connection is gone, and the subscription with it.
    }
  }

  private final class Listener extends BinaryJedisPubSub {
    @Override
    public void onSubscribe(byte[] name, int channels) {
      subscribed.countDown();
    }

    @Override
    public void onMessage(byte[] name, byte[] message) {
      heard.add(UploadJson.decode(message));
    }
  }
}
