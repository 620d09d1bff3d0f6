package dev.syslab.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageTest {

  @Test
  void serves_the_page_and_texts_and_nothing_else() throws Exception {
    try (Page page = new Page(PageTest.class.getClassLoader(), line -> {})) {
      URI home = page.open(Map.of("/nodes.json", "[1]"));
      HttpResponse<String> index = get(home);

      assertThat(index.body()).contains("<p>hello</p>");
      assertThat(index.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
      HttpResponse<String> nodes = get(home.resolve("/nodes.json"));
      assertThat(nodes.body()).isEqualTo("[1]");
      assertThat(nodes.headers().firstValue("Content-Type")).contains("application/json");
      for (String other :
          new String[] {"absent.html", "../junit-platform.properties", "%2e%2e/x"}) {
        URI address = URI.create(home + other);
        assertThat(get(address).statusCode()).as(other).isEqualTo(404);
      }
    }
  }

  private static HttpResponse<String> get(URI address) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }
}
