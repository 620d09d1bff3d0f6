package dev.syslab.solutions.pubsub;

import dev.syslab.labs.pubsub.UnavailableException;
import dev.syslab.labs.pubsub.Upload;
import dev.syslab.labs.pubsub.UploadJson;
import dev.syslab.labs.pubsub.Uploads;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Redis pub/sub: every connection that is subscribed at that moment gets the message, and Redis
 * keeps nothing. A listener whose connection is lost subscribes again, and never receives what was
 * published meanwhile. While nothing is published, it sends pings: a connection on which even those
 * are not answered is given up.
 */
public class Broadcasts implements AutoCloseable {
  private static final Duration CONFIRMED = Uploads.PATIENCE.minusSeconds(4);
  private static final long LOOK_NANOS = 5_000_000;

  protected final UnifiedJedis redis;
  protected final List<Upload> heard = new CopyOnWriteArrayList<>();
  private final byte[] channel;
  private volatile Listener listener;
  private Repeated listening;
  private Repeated pinging;

  /**
   * @param database its number: channels do not belong to a database, so their names must include
   *     it
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
    long deadline = System.nanoTime() + CONFIRMED.toNanos();
    while (!subscribed()) {
      if (System.nanoTime() - deadline > 0) {
        throw new UnavailableException("Redis does not confirm the subscription");
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private boolean subscribed() {
    Listener current = listener;
    return current != null && current.isSubscribed();
  }

  protected synchronized void begin() {
    if (listening == null) {
      listening = Repeated.start("listener", this::subscribe);
      pinging = Repeated.start("listener's pings", this::ping);
    }
  }

  /** Returns when the subscription has ended. */
  protected void subscribe() throws InterruptedException {
    Listener own = new Listener();
    listener = own;
    try {
      redis.subscribe(own, channel);
    } finally {
      listener = null;
    }
  }

  private void ping() {
    Listener current = listener;
    if (current != null && current.isSubscribed()) {
      current.ping();
    }
    Repeated.pause();
  }

  public List<Upload> heard() {
    return heard;
  }

  @Override
  public synchronized void close() {
    if (listening != null) {
      listening.close();
      pinging.close();
    }
    try {
      Listener current = listener;
      if (current != null && current.isSubscribed()) {
        current.unsubscribe();
      }
    } catch (JedisException e) {
      // Its connection is gone, and the subscription with it.
    }
  }

  private final class Listener extends BinaryJedisPubSub {
    @Override
    public void onMessage(byte[] name, byte[] message) {
      heard.add(UploadJson.decode(message));
    }
  }
}
