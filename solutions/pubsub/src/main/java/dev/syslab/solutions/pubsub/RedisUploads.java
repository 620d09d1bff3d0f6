package dev.syslab.solutions.pubsub;

import dev.syslab.labs.pubsub.EffectTransaction;
import dev.syslab.labs.pubsub.Effects;
import dev.syslab.labs.pubsub.Role;
import dev.syslab.labs.pubsub.UnavailableException;
import dev.syslab.labs.pubsub.Upload;
import dev.syslab.labs.pubsub.Uploads;
import dev.syslab.subject.Environment;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisURIHelper;

/** The idempotent effect, and the part that uses Redis. */
public abstract class RedisUploads implements Uploads, AutoCloseable {
  private static final int TIMEOUT_MILLIS = 3_000;
  // For a connection that blocks on purpose; what it waits for comes earlier.
  private static final int BLOCKING_TIMEOUT_MILLIS = 3_000;

  protected final Environment env;
  protected final Effects effects;
  private final List<AutoCloseable> parts = new CopyOnWriteArrayList<>();
  private final Set<String> begun = ConcurrentHashMap.newKeySet();
  private UnifiedJedis redis;
  private Broadcasts broadcasts;

  protected RedisUploads(Environment env) {
    this.env = env;
    this.effects = new Effects(env);
    owns(effects);
  }

  /**
   * Acts once. The record of having acted and the effect are one transaction: after a crash, there
   * are both or neither. Of two workers with the same upload, the second waits for the first.
   */
  protected void act(Role role, Upload upload) {
    try (EffectTransaction transaction = effects.begin()) {
      if (transaction.first(role, upload.id())) {
        transaction.apply(role, upload);
        transaction.commit();
      }
    }
  }

  @Override
  public long broadcast(Upload upload) {
    Bounds.check(upload);
    return asking(() -> broadcasts().send(upload));
  }

  @Override
  public void listen() {
    broadcasts().listen();
  }

  @Override
  public List<Upload> heard() {
    return List.copyOf(broadcasts().heard());
  }

  @Override
  public void append(Upload upload) {
    Bounds.check(upload);
    asking(
        () -> {
          StreamWorker.append(redis(), upload);
          return null;
        });
  }

  @Override
  public void workOnStream(Role role) {
    repeat("stream " + role, () -> streamWorker(role)::round);
  }

  /** Begins to repeat a task, unless it has begun before. */
  protected void repeat(String what, Supplier<Repeated.Task> task) {
    if (begun.add(what)) {
      owns(Repeated.start(what, task.get()));
    }
  }

  protected StreamWorker streamWorker(Role role) {
    return new StreamWorker(
        redis(), role.name(), "server " + env.id(), upload -> act(role, upload));
  }

  private static <T> T asking(Supplier<T> question) {
    try {
      return question.get();
    } catch (JedisException e) {
      throw new UnavailableException("Redis does not answer: " + e.getMessage(), e);
    }
  }

  /** Opened when it is needed: a lab process has only the servers that its stage uses. */
  protected synchronized UnifiedJedis redis() {
    if (redis == null) {
      URI uri = env.redis();
      ConnectionPoolConfig pool = new ConnectionPoolConfig();
      pool.setMaxTotal(64);
      redis =
          RedisClient.builder()
              .hostAndPort(uri.getHost(), uri.getPort())
              .clientConfig(
                  DefaultJedisClientConfig.builder(uri)
                      .timeoutMillis(TIMEOUT_MILLIS)
                      .blockingSocketTimeoutMillis(BLOCKING_TIMEOUT_MILLIS)
                      .build())
              .poolConfig(pool)
              .build();
      owns(redis);
    }
    return redis;
  }

  private synchronized Broadcasts broadcasts() {
    if (broadcasts == null) {
      broadcasts = broadcasts(redis(), JedisURIHelper.getDBIndex(env.redis()));
      owns(broadcasts);
    }
    return broadcasts;
  }

  protected Broadcasts broadcasts(UnifiedJedis client, int database) {
    return new Broadcasts(client, database);
  }

  /** Closed with this server, the newest first. */
  protected void owns(AutoCloseable part) {
    parts.add(0, part);
  }

  @Override
  public void close() {
    for (AutoCloseable part : new ArrayList<>(parts)) {
      try {
        part.close();
      } catch (Exception e) {
        // The others must still be closed.
      }
    }
  }
}
