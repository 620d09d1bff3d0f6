package dev.syslab.labs.ratelimiter;

import static dev.syslab.kit.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Requests to a gateway. */
final class Web {
  private static final Duration BOUND = Duration.ofSeconds(9);

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;

  Web(int port) {
    this.port = port;
  }

  /** Expects that nobody listens at another of this machine's addresses, if it has that one. */
  void expectOnlyLocal() {
    InetSocketAddress other = new InetSocketAddress("127.0.0.2", port);
    boolean there;
    try (Socket socket = new Socket()) {
      socket.connect(other, (int) BOUND.toMillis());
      there = true;
    } catch (IOException refused) {
      there = false;
    }
    assertThat(there)
        .as("whether the gateway accepts connections on %s, not only on 127.0.0.1", other)
        .isFalse();
  }

  /** A request to the route that the tests configure. */
  HttpResponse<String> get(String client) throws IOException, InterruptedException {
    return get("/" + Gateways.ROUTE + "/a", client);
  }

  /**
   * @param name the client's; none if null
   * @return the answer, each byte of its body as a character
   */
  HttpResponse<String> get(String path, String name) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(BOUND);
    if (name != null) {
      request.header("X-Client", name);
    }
    return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
  }
}
