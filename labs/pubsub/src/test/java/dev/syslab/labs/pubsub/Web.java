package dev.syslab.labs.pubsub;

import dev.syslab.kit.verdict.Inconclusive;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client of a server's HTTP. */
final class Web {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final int port;

  Web(int port) {
    this.port = port;
  }

  HttpResponse<String> post(String topic, byte[] body) {
    String path = URLEncoder.encode(topic, StandardCharsets.UTF_8).replace("+", "%20");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + path))
            .timeout(Duration.ofSeconds(12))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("POST /" + path + " was not answered: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Inconclusive("interrupted", e);
    }
  }

  HttpResponse<String> post(String topic, Upload upload) {
    return post(topic, UploadJson.encode(upload));
  }
}
