package dev.syslab.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.syslab.kit.net.DiscardRule;
import dev.syslab.kit.net.Relay;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A person's window on the chat: with a cookie jar of its own, and a network of its own, since a
 * relay stands between it and each node.
 */
final class Window implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LOST = Pattern.compile("connection lost|reconnecting");
  private static final String LOOPBACK = "(http|ws)://127\\.0\\.0\\.1:\\d+/.*";

  private final List<Relay> relays = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private final BrowserContext context;
  private final Page page;

  Window(Browser browser, URI address, int width, int height) throws IOException {
    List<String> nodes = new ArrayList<>();
    for (URI node : nodes(address)) {
      Relay relay = new Relay(0, new InetSocketAddress(node.getHost(), node.getPort()));
      relays.add(relay);
      nodes.add("ws://127.0.0.1:" + relay.address().getPort() + node.getPath());
    }
    String body = JSON.writeValueAsString(nodes);
    context = browser.newContext(new Browser.NewContextOptions().setViewportSize(width, height));
    context.setDefaultTimeout(Chrome.PATIENCE_MILLIS);
    context.onRequest(request -> requests.add(request.url()));
    context.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            errors.add(message.text());
          }
        });
    context.onWebError(error -> errors.add(error.error()));
    context.route(
        "**/nodes.json", route -> route.fulfill(new Route.FulfillOptions().setBody(body)));
    page = context.newPage();
    page.onWebSocket(socket -> requests.add(socket.url()));
    page.navigate(address.toString());
  }

  private static List<URI> nodes(URI address) throws IOException {
    try (InputStream in = address.resolve("nodes.json").toURL().openStream()) {
      return JSON.readValue(in, new TypeReference<List<URI>>() {});
    }
  }

  Page page() {
    return page;
  }

  void enter(String user, String room) {
    field("Your name").fill(user);
    field("Room").fill(room);
    button("Enter").click();
    assertConnected();
  }

  void say(String text) {
    field("Message").fill(text);
    button("Send").click();
  }

  void type(String text) {
    field("Message").pressSequentially(text);
  }

  Locator field(String label) {
    return page.getByRole(
        AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName(label).setExact(true));
  }

  Locator button(String label) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(label).setExact(true));
  }

  /** Where the page says how it is connected. */
  Locator status() {
    return page.getByRole(AriaRole.STATUS);
  }

  Locator members() {
    return page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Who is here"))
        .getByRole(AriaRole.LISTITEM);
  }

  /** What was said, and notes of the page itself, in the order in which they are shown. */
  Locator lines() {
    return page.getByRole(AriaRole.LOG).locator("> *");
  }

  void assertConnected() {
    assertThat(status()).containsText("connected to 127.0.0.1:");
  }

  void assertLost() {
    assertThat(status()).hasText(LOST);
  }

  /** Ends the connections to all nodes, and refuses new ones. Returns how many were ended. */
  int cut() {
    return relays.stream().mapToInt(Relay::refuse).sum();
  }

  /** The same for the node to which the window is connected. */
  int cutFromItsNode() {
    String text = status().innerText();
    return relays.stream()
        .filter(relay -> text.endsWith(":" + relay.address().getPort()))
        .mapToInt(Relay::refuse)
        .sum();
  }

  /** Lets no byte through any more; connections stay open. */
  void silence() {
    relays.forEach(relay -> relay.rules().add(new DiscardRule()));
  }

  void mend() {
    relays.forEach(relay -> relay.rules().clear());
    relays.forEach(Relay::admit);
  }

  /** Nothing went wrong, and nothing was asked of any other machine. */
  void assertClean() {
    assertThat(requests).isNotEmpty().allMatch(url -> url.matches(LOOPBACK), "is on 127.0.0.1");
    assertThat(errors)
        .as("errors in the browser's console")
        // The browser says by itself that a connection was refused, and no page can prevent it.
        .allMatch(text -> text.startsWith("WebSocket connection to 'ws://127.0.0.1:"));
  }

  @Override
  public void close() {
    context.close();
    relays.forEach(Relay::close);
  }
}
