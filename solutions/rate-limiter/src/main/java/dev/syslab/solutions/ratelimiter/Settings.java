package dev.syslab.solutions.ratelimiter;

import dev.syslab.labs.ratelimiter.Configuration;
import dev.syslab.labs.ratelimiter.Rules;
import dev.syslab.labs.ratelimiter.UnavailableException;
import dev.syslab.labs.ratelimiter.UnknownRouteException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The configuration: stored in the first server, cached in the process. Gateways poll it, because
 * an announcement does not reach a gateway that is disconnected at that moment.
 */
public class Settings {
  /** How often a gateway polls; well within the bound even over a slow link. */
  static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private static final String KEY = "configuration";
  private static final String NONE = "{\"routes\": {}}";

  private record Known(String document, Configuration configuration) {}

  private final Server server;
  private final AtomicReference<Known> known = new AtomicReference<>();

  public Settings(Server server) {
    this.server = server;
  }

  /** Validates the document, and only then stores it. */
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
   * @throws UnavailableException if no configuration is known and Redis does not answer
   */
  public Rules rules(String route) {
    if (known.get() == null) {
      try {
        look();
      } catch (JedisException silent) {
        throw new UnavailableException("no configuration is known, and Redis does not answer");
      }
    }
    return known.get().configuration().route(route);
  }

  /** Adopts the stored configuration. */
  public void look() {
    Known before = known.get();
    String stored = server.ask(() -> server.client().get(KEY));
    String document = stored == null ? NONE : stored;
    if (before == null || !before.document().equals(document)) {
      // Unless it was changed here in the meantime: in that case, what was read may be out of date
      // already.
      known.compareAndSet(before, new Known(document, Configuration.parse(document)));
    }
  }

  /** Like {@link #look}, but if Redis does not answer, the known configuration stays in effect. */
  public void lookIfThere() {
    try {
      look();
    } catch (JedisException away) {
      // The next poll comes soon.
    }
  }
}
