package dev.syslab.labs.ratelimiter;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.ratelimiter.Gateways.*;

import dev.syslab.kit.*;
import java.net.URI;
import java.net.http.*;
import java.time.*;
import java.util.*;
import org.junit.jupiter.api.Test;

@Stage(number = 4, title = "A gateway that says when to come back", points = 30)
class Stage4HttpGatewayTest {

  @Test
  @Hint("retry-after")
  void who_obeys_retry_after_is_admitted(Fleet<RateLimiter> gateways, Redis redis)
      throws Exception {
    try (Upstream upstream = new Upstream()) {
      int port = gateways.get(0).listen(upstream.address());
      configure(gateways, limits(limit("window", Algorithm.FIXED_WINDOW, 1, 2)));
      ServerClock clock = new ServerClock(redis);
      HttpResponse<String> denied = get(port);
      for (int i = 0; i < 50 && denied.statusCode() == 200; i++) {
        denied = get(port);
      }
      Instant answered = clock.now();
      assertThat(denied.statusCode()).as("status of the request beyond the limit").isEqualTo(429);
      assertThat(denied.headers().firstValue("Retry-After")).isPresent();
      long seconds = denied.headers().firstValueAsLong("Retry-After").orElseThrow();
      assertThat(seconds).as("seconds to wait").isBetween(1L, 2L);

      clock.await(answered.plusSeconds(seconds));

      assertThat(get(port).statusCode()).as("status after Retry-After").isEqualTo(200);
    }
  }

  private static HttpResponse<String> get(int port) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + ROUTE + "/a"))
                .header("X-Client", "ann")
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
