package dev.syslab.labs.caching;

import dev.syslab.kit.Fault;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.Hold;
import dev.syslab.kit.Link;
import dev.syslab.kit.Postgres;
import dev.syslab.kit.Redis;
import dev.syslab.kit.Wait;
import dev.syslab.kit.net.Direction;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A read on server 0 that has given up a request to Redis, which is still on its way there, and
 * then asked the table; or that could do without the request.
 */
record LateRequest(Frozen reader, Hold request) {
  private static final Duration BOUND = Duration.ofSeconds(9);

  /** Which of the read's requests does not get through. */
  enum Which {
    FIRST,
    SECOND
  }

  static LateRequest of(
      Which which, Fleet<Catalogue> servers, Product product, Postgres postgres, Redis redis) {
    Link link = servers.replica(0).link(redis);
    if (which == Which.FIRST) {
      Hold request = hold(link, product);
      return new LateRequest(Frozen.read(servers, 0, product, postgres), request);
    }
    Hold[] request = new Hold[1];
    LongSupplier asked = link.count(product.id(), Direction.TO_SERVER);
    Fault slow = link.delay(Duration.ofMillis(300));
    Frozen reader =
        Frozen.read(
            servers,
            0,
            product,
            postgres,
            () -> {
              // The first request is through, and its answer takes a while.
              Wait.atMost(BOUND, () -> asked.getAsLong() > 0);
              request[0] = hold(link, product);
              slow.awaitEffect(BOUND);
              slow.close();
            });
    return new LateRequest(reader, request[0]);
  }

  private static Hold hold(Link link, Product product) {
    return link.holdAt(product.id(), Direction.TO_SERVER).ifReached();
  }
}
