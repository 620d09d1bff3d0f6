package dev.syslab.solutions.websocketchat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Who has logged in. Redis has each session's user under a digest of the session's id: anyone who
 * reads Redis cannot use what is there, and a session ends when its key does.
 *
 * <p>Twice a second, each node asks for the sessions of its open connections. Unlike a message to
 * all nodes that a session has ended, that cannot be missed.
 */
public class Sessions implements AutoCloseable {
  private static final Duration LIFE = Duration.ofDays(30);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final int SESSION_ENDED = 4001;

  private final SecureRandom random = new SecureRandom();
  private final RedisCalls redis;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, Set<Connection>> open = new ConcurrentHashMap<>();

  public Sessions(RedisCalls redis) {
    this.redis = redis;
    timer.scheduleWithFixedDelay(
        this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Begins a session, and returns its id. */
  public String begin(String user) {
    return begin(newId(user), user);
  }

  protected String newId(String user) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  protected String begin(String id, String user) {
    redis.call(client -> client.setex(key(id), LIFE.toSeconds(), user));
    return id;
  }

  /** Whose session that is; empty if there is none. */
  public Optional<String> user(String id) {
    return Optional.ofNullable(redis.call(client -> client.get(key(id))));
  }

  public void end(String id) {
    redis.call(client -> client.del(key(id)));
  }

  public void opened(String id, Connection connection) {
    open.compute(
        key(id),
        (key, others) -> {
          Set<Connection> all = others == null ? ConcurrentHashMap.newKeySet() : others;
          all.add(connection);
          return all;
        });
  }

  public void closed(String id, Connection connection) {
    open.computeIfPresent(
        key(id),
        (key, mine) -> {
          mine.remove(connection);
          return mine.isEmpty() ? null : mine;
        });
  }

  private void look() {
    List<String> keys = new ArrayList<>(open.keySet());
    if (keys.isEmpty()) {
      return;
    }
    try {
      List<String> users = redis.call(client -> client.mget(keys.toArray(String[]::new)));
      for (int i = 0; i < keys.size(); i++) {
        if (users.get(i) == null) {
          // Once: a stalled client would be told again at each look.
          Optional.ofNullable(open.remove(keys.get(i))).ifPresent(this::hangUp);
        }
      }
    } catch (JedisException e) {
      // Without Redis nobody can log out, either.
    }
  }

  protected void hangUp(Set<Connection> connections) {
    connections.forEach(one -> one.farewell(SESSION_ENDED, "logged out", Duration.ZERO));
  }

  private static String key(String id) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return "session:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    redis.close();
  }
}
