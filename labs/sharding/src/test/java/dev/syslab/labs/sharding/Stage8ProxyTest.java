package dev.syslab.labs.sharding;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.sharding.Backend.Behaviour.*;

import dev.syslab.kit.*;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.*;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 8, title = "The proxy in front", points = 20)
class Stage8ProxyTest {
  private static final List<String> WRITES = List.of("POST", "PUT", "DELETE", "PATCH");
  private static final List<String> METHODS = List.of("POST", "PUT", "DELETE", "PROPFIND", "GET");
  private static final List<String> QUERIES = List.of("?q=a%26b&r=%C3%BC+", "", "?a?b=/%2f&");

  @Test
  @Timeout(60)
  @Hint("pass-it-as-it-is")
  void a_request_passes_unchanged_but_for_headers_of_one_connection(
      Fleet<ShardedOrders> servers, Hostile hostile) throws Exception {
    ShardedOrders orders = servers.get(0);
    for (int backends : new int[] {0, 101}) {
      List<String> bad = Collections.nCopies(backends, "http://127.0.0.1:8080");
      Expect.refused(servers, "a proxy of %d backends".formatted(backends), o -> o.proxy(bad));
    }
    try (Backend one = new Backend();
        Backend other = new Backend()) {
      List<Backend> backends = List.of(one, other);
      Http http = new Http(orders.proxy(List.of(one.address(), other.address()))).warm("/a");
      List<String> keys = hostile.ids(30, Expect.KEY);
      List<Integer> places = orders.byHash(2, keys);
      for (int i = 0; i < keys.size(); i++) {
        String query = QUERIES.get(i % QUERIES.size());
        String target = "/" + Http.encoded(keys.get(i)) + "/a%2Fb+c%20d//./" + query;
        Backend backend = backends.get(places.get(i));
        int before = one.heard().size() + other.heard().size();
        int there = backend.heard().size();
        String method = METHODS.get(i % METHODS.size());

        HttpResponse<String> answer = http.send(method, target, "body \u00ff " + i);

        assertThat(one.heard().size() + other.heard().size()).as("requests").isEqualTo(before + 1);
        assertThat(backend.heard().size())
            .as("requests for “%s” that backend %d got", keys.get(i), places.get(i))
            .isEqualTo(there + 1);
        Backend.Heard heard = backend.heard().get(there);
        assertThat(heard.method() + " " + heard.target())
            .as("what the backend got. Likely cause: the path was decoded, and encoded again")
            .isEqualTo(method + " " + target);
        assertThat(heard.body()).as("the body").isEqualTo("body \u00ff " + i);
        assertThat(answer.statusCode()).as("the status").isEqualTo(203);
        assertThat(answer.body()).as("the answer").isEqualTo(Backend.BODY);
      }
    }
    expectHeadersPass(orders);
    expectRedirectsPass(orders);
  }

  private static void expectRedirectsPass(ShardedOrders orders) throws Exception {
    try (Backend one = new Backend();
        Backend other = new Backend()) {
      Http http = new Http(orders.proxy(List.of(one.address()))).warm("/ann");
      one.redirectsTo(other.address() + "/ann").then(REDIRECTS);

      HttpResponse<String> answer = http.send("GET", "/ann", "");

      assertThat(answer.statusCode() + " to " + answer.headers().firstValue("Location").orElse(""))
          .as("the answer of a backend that redirects the client")
          .isEqualTo("302 to " + other.address() + "/ann");
      assertThat(other.heard()).as("what the redirect's target got from the proxy").isEmpty();
    }
  }

  private static void expectHeadersPass(ShardedOrders orders) throws Exception {
    try (Backend backend = new Backend()) {
      Http http = new Http(orders.proxy(List.of(backend.address()))).warm("/ann");

      String answer =
          http.raw(
              Backend.BODY,
              "GET /ann HTTP/1.1",
              "Host: shop",
              "connection: close, x-private",
              "X-Private: 1",
              "Keep-Alive: timeout=78",
              "Proxy-Connection: keep-alive",
              "TE: trailers",
              "X-Public: a",
              "X-Public: b");

      Map<String, List<String>> heard = backend.heard().get(backend.heard().size() - 1).headers();
      assertThat(heard)
          .as("headers that the backend got")
          .doesNotContainKeys("X-private", "Te", "Proxy-connection");
      assertThat(heard.getOrDefault("Keep-alive", List.of()).toString()).doesNotContain("78");
      assertThat(heard.get("X-public"))
          .as("X-Public, which must reach the backend")
          .contains("a", "b");
      String lower = answer.toLowerCase(Locale.ROOT);
      assertThat(lower).as("the answer's headers").contains("x-end: one", "x-end: two");
      assertThat(lower)
          .as("the answer's headers, which must not include those of the backend's own connection")
          .doesNotContain("x-hop: 1", "timeout=77");
      for (String method : List.of("GET", "POST")) {
        int before = backend.heard().size();
        backend.then(IS_BUSY);
        HttpResponse<String> busy = http.send(method, "/ann", "");
        assertThat(busy.statusCode() + " " + busy.body())
            .as("the answer to a %s that a busy backend itself answered with 503", method)
            .isEqualTo("503 " + Backend.BODY);
        assertThat(backend.heard().size() - before)
            .as("how often the backend got that request")
            .isEqualTo(1);
      }
    }
  }

  @Test
  @Timeout(60)
  @Hint("how-far-it-had-come")
  void a_write_whose_answer_is_lost_is_sent_once(ShardedOrders orders) throws Exception {
    try (Backend backend = new Backend()) {
      Http http = new Http(orders.proxy(List.of(backend.address()))).warm("/ann");
      for (Backend.Behaviour breaks : List.of(BREAKS_OFF, BREAKS_OFF_IN_THE_BODY)) {
        for (String method : WRITES) {
          // One that goes well first, so that there is a connection that could be used again.
          http.send(method, "/ann", "first");
          int before = backend.heard().size();
          backend.then(breaks);

          HttpResponse<String> answer = http.send(method, "/ann", "write");

          assertThat(backend.heard().size() - before)
              .as("how often the backend got a %s whose answer it broke off", method)
              .isEqualTo(1);
          assertThat(answer.statusCode()).as("the status of that " + method).isEqualTo(502);
        }
        for (String method : breaks == BREAKS_OFF ? List.of("GET", "HEAD") : List.of("GET")) {
          http.send(method, "/ann", "");
          backend.then(breaks);
          assertThat(http.send(method, "/ann", "").statusCode())
              .as(
                  "the status of a %s whose first answer broke off, and which may be retried",
                  method)
              .isEqualTo(203);
        }
      }
    }
  }

  @Test
  @Timeout(60)
  @Hint("nothing-was-sent")
  void a_backend_that_refuses_is_not_replaced_by_another(ShardedOrders orders) throws Exception {
    try (Backend running = new Backend()) {
      int port = unusedPort();
      String late = "http://127.0.0.1:" + port;
      Http http = new Http(orders.proxy(List.of(late, running.address())));
      List<String> keys = IntStream.range(0, 40).mapToObj(i -> "k" + i).toList();
      String key = keys.get(orders.byHash(2, keys).indexOf(0));

      long began = System.nanoTime();
      HttpResponse<String> refused = http.send("POST", "/" + key, "write");
      Duration took = Duration.ofNanos(System.nanoTime() - began);

      assertThat(refused.statusCode()).as("the status if nothing is listening").isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).as("Retry-After").isPresent();
      assertThat(took).isLessThan(Proxying.CONNECT_WITHIN.plusSeconds(4));
      assertThat(running.heard())
          .as("what the other backend, which does not own this key, got")
          .isEmpty();
      try (Backend started = new Backend(port)) {
        assertThat(http.send("POST", "/" + key, "next").statusCode())
            .as("the status of a POST to the backend once it is listening")
            .isEqualTo(203);
        assertThat(started.heard()).as("the requests that it got").hasSize(1);
      }
    }
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  @Timeout(60)
  @Hint("an-answer-for-each")
  void silence_and_bad_requests_have_answers_of_their_own(ShardedOrders orders) throws Exception {
    try (Backend backend = new Backend()) {
      Http http = new Http(orders.proxy(List.of(backend.address()))).warm("/ann");
      int heard = backend.heard().size();
      for (String target :
          List.of("/", "//a", "//a/b", "/%ff/a", "/%C3", "/a%00b", "/" + "k".repeat(201))) {
        assertThat(http.send("GET", target, "").statusCode())
            .as("the status of GET " + target)
            .isIn(400, 404);
      }
      assertThat(http.send("POST", "/ann", "b".repeat(Proxying.MOST_BODY + 1)).statusCode())
          .as("the status of a request with a body of 1 MiB and one byte")
          .isEqualTo(413);
      assertThat(backend.heard()).as("what the backend got of these bad requests").hasSize(heard);
      assertThat(http.send("POST", "/ann", "b".repeat(Proxying.MOST_BODY)).statusCode())
          .as("the status of a request with a body of 1 MiB")
          .isEqualTo(203);
      for (String method : List.of("GET", "POST")) {
        int before = backend.heard().size();
        backend.then(IS_SILENT, IS_SILENT);

        long began = System.nanoTime();
        int status = http.send(method, "/ann", "").statusCode();
        Duration took = Duration.ofNanos(System.nanoTime() - began);

        backend.forget();
        assertThat(status)
            .as("the status of a %s that the backend does not answer", method)
            .isEqualTo(504);
        assertThat(backend.heard().size() - before)
            .as("how often it was sent to the backend")
            .isEqualTo(1);
        assertThat(took)
            .as("how long that took")
            .isBetween(Proxying.BACKEND_WITHIN.minusMillis(200), Duration.ofSeconds(6));
      }
    }
  }
}
