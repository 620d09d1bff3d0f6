package dev.syslab.subject.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * The PostgreSQL servers that all contenders of a run share: a primary, which is server 0 at first,
 * and its replicas. Contenders find them in {@code DATABASE_URLS}, in this order. Every method
 * returns when it is done, and throws {@link IOException} if it fails.
 */
public final class BenchCluster {
  private static final Duration BOUND = Duration.ofSeconds(90);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI control;

  /**
   * @param control the address at which the command that started the servers listens
   */
  BenchCluster(URI control) {
    this.control = control;
  }

  /** Ends a server's processes as a crash does (SIGKILL). */
  public void kill(int server) throws IOException, InterruptedException {
    send("kill/" + server);
  }

  /** Starts a server that was killed, with the data that it had. */
  public void start(int server) throws IOException, InterruptedException {
    send("start/" + server);
  }

  /** Discards a server's data, copies the primary's, and follows the primary. */
  public void rejoin(int server, int primary) throws IOException, InterruptedException {
    send("rejoin/" + server + "/" + primary);
  }

  private void send(String what) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(control + what))
            .timeout(BOUND)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(what + ": " + response.body());
    }
  }
}
