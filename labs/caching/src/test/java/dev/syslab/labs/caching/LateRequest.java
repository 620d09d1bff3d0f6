package dev.syslab.labs.caching;

import static dev.syslab.kit.net.Direction.TO_SERVER;

import dev.syslab.kit.Fault;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.Hold;
import dev.syslab.kit.Link;
import dev.syslab.kit.Postgres;
import dev.syslab.kit.Redis;
import dev.syslab.kit.Wait;
import dev.syslab.kit.verdict.Inconclusive;
import java.time.Duration;
import java.time.Instant;

/**
 * A read on server 0 that has given up a request to Redis, which is still on its way there, and
 * then asked the table; or that could do without the request.
 */
record LateRequest(Frozen reader, Hold request) {
  private static final Duration BOUND = Duration.ofSeconds(9);
  private static final Duration ANSWER = Duration.ofMillis(400);

  /** Which of the read's requests does not get through. */
  enum Which {
    FIRST,
    SECOND
  }

  static LateRequest of(
      Which which, Fleet<Catalogue> servers, Product product, Postgres postgres, Redis redis) {
    Link link = servers.replica(0).link(redis);
    if (which == Which.FIRST) {
      Hold request = link.holdAll(TO_SERVER);
      return new LateRequest(Frozen.read(servers, 0, product, postgres), request);
    }
    Hold[] request = new Hold[1];
    Fault slow = link.delay(ANSWER);
    Instant began = Instant.now();
    Frozen reader =
        Frozen.read(
            servers,
            0,
            product,
            postgres,
            () -> {
              // The first request is through, and its answer takes a while.
              Wait.pass(ANSWER.dividedBy(2));
              request[0] = link.holdAll(TO_SERVER);
              if (Duration.between(began, Instant.now()).compareTo(ANSWER) > 0) {
                throw new Inconclusive(
                    "the second request reached Redis before the test could hold it");
              }
              slow.awaitEffect(BOUND);
              slow.close();
            });
    return new LateRequest(reader, request[0]);
  }
}
