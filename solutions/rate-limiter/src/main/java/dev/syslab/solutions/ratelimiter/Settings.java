package dev.syslab.solutions.ratelimiter;

import dev.syslab.labs.ratelimiter.Configuration;
import dev.syslab.labs.ratelimiter.Rules;
import dev.syslab.labs.ratelimiter.UnavailableException;
import dev.syslab.labs.ratelimiter.UnknownRouteException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The configuration: kept in the first server, known in the process. It is looked at again and
 * again instead of being announced: what is announced while somebody cannot hear is lost.
 */
public class Settings {
  /** How often a gateway looks; with the other end of a slow line still well within the bound. */
  static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private static final String KEY = "configuration";
  private static final String NONE = "{\"routes\": {}}";

  private record Known(String document, Configuration configuration) {}

  private final Server server;
  private final AtomicReference<Known> known = new AtomicReference<>();

  public Settings(Server server) {
    this.server = server;
  }

  /** Checks the document, and only then stores it. */
  public void change(String document) {
    Configuration configuration = Configuration.parse(document);
    try {
      server.ask(() -> server.client().set(KEY, document));
    } catch (JedisException silent) {
      throw new UnavailableException("Redis did not take the configuration");
    }
    known.set(new Known(document, configuration));
  }

  /**
   * The rules of a route.
   *
   * @throws UnknownRouteException if there are none
   * @throws UnavailableException if nothing is known and Redis is away
   */
  public Rules rules(String route) {
    if (known.get() == null) {
      try {
        look();
      } catch (JedisException silent) {
        throw new UnavailableException("no configuration, and Redis is away");
      }
    }
    return known.get().configuration().route(route);
  }

  /** Follows what is stored. */
  public void look() {
    Known before = known.get();
    String stored = server.ask(() -> server.client().get(KEY));
    String document = stored == null ? NONE : stored;
    if (before == null || !before.document().equals(document)) {
      // Not if it was changed here meanwhile: what was read may be what that has replaced.
      known.compareAndSet(before, new Known(document, Configuration.parse(document)));
    }
  }

  /** The same; if Redis is away, what is known stays in force. */
  public void lookIfThere() {
    try {
      look();
    } catch (JedisException away) {
      // It is looked at again soon.
    }
  }
}
