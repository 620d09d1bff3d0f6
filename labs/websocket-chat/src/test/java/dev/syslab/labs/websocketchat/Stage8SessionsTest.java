package dev.syslab.labs.websocketchat;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.websocketchat.Member.*;
import static dev.syslab.labs.websocketchat.Requests.*;

import dev.syslab.kit.*;
import dev.syslab.subject.Lab;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(
    number = 8,
    title = "Sessions, and a node that leaves",
    points = 25,
    servers = Lab.Uses.REDIS)
@Timeout(120)
class Stage8SessionsTest {
  private static final Duration SLACK = Duration.ofSeconds(10);
  private static final Cluster CLUSTER = new Cluster(Duration.ofSeconds(10), 1_000);
  private static final String PAGE = "https://chat.example";
  private static final String OTHER_PAGE = "http://127.0.0.1:8080";
  private static final Map<String, String> PASSWORDS = Map.of("ann", "tea ☕", "bob", "milk");
  private static final int SESSION_ENDED = 4001;
  private static final int SERVICE_RESTART = 1012;

  @Test
  @Hint("an-opaque-cookie")
  void a_session_is_an_opaque_cookie_that_every_node_knows(
      @Replicas(2) Fleet<ChatServer> servers, Random random) throws Exception {
    boolean secure = random.nextBoolean();
    int[] ports = start(servers, secure);
    for (String password : List.of("", "tea", "milk", "TEA ☕", "tea ☕ ")) {
      Http.Answer answer = Http.login(ports[0], "ann", password);
      assertThat(answer.status()).as("status with the password “%s”", password).isEqualTo(401);
      assertThat(answer.cookie()).as("the cookie of a login that failed").isEmpty();
    }
    assertThat(Http.login(ports[0], "eve", "").status())
        .as("status for an unknown user")
        .isEqualTo(401);
    for (String body : List.of("", "ann", "[]", "{\"user\": \"ann\"}", "{\"password\": 1}")) {
      assertThat(Http.post(ports[0], "/login", body).status())
          .as("status of a login with the body “%s”", body)
          .isEqualTo(400);
    }

    Cookie first = Http.session(ports[0], "ann", "tea ☕");
    Cookie second = Http.session(ports[1], "ann", "tea ☕");

    assertThat(IntStream.range(0, 22).filter(i -> differ(first.value(), second.value(), i)).count())
        .as("how many of the first 22 characters of two ids differ: %s and %s", first, second)
        .isGreaterThan(10);
    for (Cookie cookie : List.of(first, second)) {
      assertThat(cookie.value()).as("an id of 128 bits").hasSizeGreaterThanOrEqualTo(22);
      assertThat(cookie.has("HttpOnly")).as("whether “%s” has HttpOnly", cookie).isTrue();
      assertThat(cookie.has("SameSite=Lax") || cookie.has("SameSite=Strict"))
          .as("whether “%s” has SameSite=Lax or Strict", cookie)
          .isTrue();
      assertThat(cookie.has("Path=/")).as("whether “%s” has Path=/", cookie).isTrue();
      assertThat(cookie.has("Secure")).as("whether “%s” has Secure", cookie).isEqualTo(secure);
      assertThat(shows(cookie.value(), "ann")).as("whether “%s” shows ann", cookie).isFalse();
    }
    String forged = Base64.getUrlEncoder().withoutPadding().encodeToString("ann".getBytes("UTF-8"));
    String end = first.value().endsWith("A") ? "B" : "A";
    String changed = first.value().substring(0, first.value().length() - 1) + end;
    for (int port : ports) {
      try (Wire ignored = Wire.open(port, "/chat", PROTOCOL, first.header())) {}
      assertThat(Wire.status(port, target("ann"), PROTOCOL)).as("no cookie").isEqualTo(401);
      for (String value : List.of("", "ann", forged, changed, "x".repeat(43))) {
        assertThat(Wire.status(port, target("ann"), PROTOCOL, Cookie.of(value).header()))
            .as("status with the made-up cookie “%s”", value)
            .isEqualTo(401);
      }
    }
    Wire wire = Wire.open(ports[1], target("bob"), PROTOCOL, first.header());
    wire.send(Frame.text("{\"type\": \"join\", \"room\": \"tea\"}"));
    Heard joined = Heard.of(new String(wire.message("“joined”").payload(), "UTF-8"));
    assertThat(joined.members()).as("the members, when ann claims to be bob").containsOnly("ann");
    wire.close();
  }

  @Test
  @Hint("which-page-asks")
  void who_comes_from_another_page_is_refused(Fleet<ChatServer> servers) throws Exception {
    int port = start(servers, false)[0];
    Cookie cookie = Http.session(port, "ann", "tea ☕");
    List<String> others = new ArrayList<>(List.of("null", "", PAGE + "/", PAGE + ".evil.example"));
    others.addAll(List.of(PAGE + ":8443", PAGE.replace("https", "http"), "https://CHAT.example"));
    others.addAll(List.of("https://evil.example", "https://evil-chat.example"));
    for (String origin : others) {
      String header = "Origin: " + origin;
      assertThat(Wire.status(port, "/chat", PROTOCOL, cookie.header(), header))
          .as("status of an upgrade from the page “%s”, with ann's cookie", origin)
          .isEqualTo(403);
      assertThat(Http.login(port, "ann", "tea ☕", header).status())
          .as("status of a login from the page “%s”", origin)
          .isEqualTo(403);
      assertThat(Http.post(port, "/logout", "", cookie.header(), header).status())
          .as("status of a logout from the page “%s”", origin)
          .isEqualTo(403);
    }

    String header = "Origin: " + PAGE;
    Cookie session = Http.session(port, "bob", "milk", header);
    try (Wire page = Wire.open(port, "/chat", PROTOCOL, session.header(), header);
        Wire other = Wire.open(port, "/chat", PROTOCOL, session.header(), "Origin: " + OTHER_PAGE);
        Wire program = Wire.open(port, "/chat", PROTOCOL, cookie.header())) {
      for (Wire wire : List.of(page, other, program)) {
        wire.send(Frame.text("{\"type\": \"join\", \"room\": \"tea\"}"));
        wire.message("the first event, for allowed pages and for a program without an Origin");
      }
    }
  }

  @Test
  @Hint("a-new-id-at-login")
  void a_login_makes_a_new_session_and_ends_the_one_before(@Replicas(2) Fleet<ChatServer> servers)
      throws Exception {
    int[] ports = start(servers, false);
    Cookie planted = Cookie.of("chosen-by-somebody-else-0123456789abcdefghi");
    Cookie first = Http.session(ports[0], "ann", "tea ☕", planted.header());
    assertThat(first.value()).as("the id of a session").isNotEqualTo(planted.value());
    assertRefused(ports, planted, "the id that the client had before the login");
    try (Member open = Member.with(first, ports[1], "ann", "tea")) {

      Cookie second = Http.session(ports[0], "bob", "milk", first.header());

      assertThat(second.value()).as("the id after another login").isNotEqualTo(first.value());
      assertRefused(ports, first, "the session before another login");
      assertEnds(open, "of the session before another login");
      try (Member bob = Member.with(second, ports[1], "bob")) {
        assertThat(bob.join("milk").members()).as("members of milk").containsExactly("bob");
      }
    }
  }

  @Test
  @Hint("open-connections-end-too")
  void a_logout_ends_its_open_connections_at_every_node_and_no_others(
      @Replicas(2) Fleet<ChatServer> servers, Notes notes) throws Exception {
    int[] ports = start(servers, false);
    Cookie laptop = Http.session(ports[0], "ann", "tea ☕");
    Cookie phone = Http.session(ports[1], "ann", "tea ☕");
    try (Member here = Member.with(laptop, ports[0], "ann", "tea");
        Member there = Member.with(laptop, ports[1], "ann", "tea");
        Member other = Member.with(phone, ports[1], "ann", "tea")) {
      there.say("tea", "1", "said before");
      assertThat(Http.post(ports[0], "/logout", "", laptop.header()).status())
          .as("status of a logout")
          .isEqualTo(204);
      Instant out = Instant.now();

      assertRefused(ports, laptop, "a session that has logged out");

      assertEnds(here, "at the node where the session logged out");
      assertEnds(there, "at the other node");
      notes.add("closed after %d ms", Duration.between(out, Instant.now()).toMillis());
      Wait.pass(ChatServer.ENDED_WITHIN);
      assertThat(other.hasEnded()).as("whether the user's other session has ended").isFalse();
      assertThat(other.say("tea", "2", "still here")).as("the offset of what it says").isEqualTo(2);
      assertThat(Http.post(ports[1], "/logout", "").status())
          .as("status of a logout without a session")
          .isEqualTo(204);
    }
  }

  @Test
  @Hint("not-all-at-once")
  void a_node_that_drains_lets_nobody_in_and_closes_little_by_little(
      @Replicas(2) Fleet<ChatServer> servers, Notes notes) throws Exception {
    Duration window = Duration.ofSeconds(6);
    int[] ports = start(servers, false);
    Cookie cookie = Http.session(ports[0], "ann", "tea ☕");
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      members.add(Member.with(cookie, ports[0], "ann"));
    }
    assertThat(servers.attempt(server -> drain(server, Duration.ZERO)))
        .failedWith(IllegalArgumentException.class);
    Instant began = Instant.now();

    servers.get(0).drain(window);

    assertThat(Wire.status(ports[0], "/chat", PROTOCOL, cookie.header()))
        .as("status of an upgrade at a draining node")
        .isEqualTo(503);
    int[] tenths = new int[10];
    Set<Member> open = new HashSet<>(members);
    Duration longest = window.plus(SLACK);
    for (Duration at = Duration.ZERO; !open.isEmpty() && at.compareTo(longest) < 0; ) {
      at = Duration.between(began, Instant.now());
      int tenth = (int) Math.min(9, at.toMillis() * 10 / window.toMillis());
      for (Member member : List.copyOf(open)) {
        if (member.hasEnded()) {
          open.remove(member);
          tenths[tenth]++;
        }
      }
      Wait.pass(Duration.ofMillis(20));
    }
    notes.add("closes in each tenth of the window: %s", Arrays.toString(tenths));
    assertThat(open).as("connections that are still open %s after the window", SLACK).isEmpty();
    assertThat(members).as("their codes").allMatch(member -> member.code() == SERVICE_RESTART);
    assertThat(Arrays.stream(tenths).max().getAsInt())
        .as("of 100 closes, the most in one tenth of the window: %s", Arrays.toString(tenths))
        .isLessThanOrEqualTo(50);
    assertThat(tenths[6] + tenths[7] + tenths[8] + tenths[9])
        .as("of 100 closes, those in the last 4 tenths of the window: %s", Arrays.toString(tenths))
        .isGreaterThanOrEqualTo(15);
    Member.with(cookie, ports[1], "ann", "tea").close();
  }

  private static Boolean drain(ChatServer server, Duration window) {
    server.drain(window);
    return true;
  }

  private static int[] start(Fleet<ChatServer> servers, boolean secure) {
    Access access = new Access(PASSWORDS, List.of(PAGE, OTHER_PAGE), secure);
    return IntStream.range(0, servers.size())
        .map(i -> servers.get(i).guard(QUIET, CLUSTER, access))
        .toArray();
  }

  private static void assertRefused(int[] ports, Cookie cookie, String what) {
    for (int i = 0; i < ports.length; i++) {
      assertThat(Wire.status(ports[i], "/chat", PROTOCOL, cookie.header()))
          .as("status of an upgrade at node %d with %s", i, what)
          .isEqualTo(401);
    }
  }

  private static void assertEnds(Member member, String which) {
    Wait.until(
        "the server to close a connection " + which,
        ChatServer.ENDED_WITHIN.plus(SLACK),
        member::hasEnded);
    assertThat(member.code()).as("the code of the close").isEqualTo(SESSION_ENDED);
  }

  private static boolean differ(String one, String other, int at) {
    return at >= one.length() || at >= other.length() || one.charAt(at) != other.charAt(at);
  }

  /** Whether a value, as it is or decoded, contains a text. */
  private static boolean shows(String value, String text) {
    if (value.contains(text)) {
      return true;
    }
    return Arrays.stream(value.split("[.:]"))
        .anyMatch(
            part -> {
              try {
                byte[] decoded = Base64.getUrlDecoder().decode(part.replaceAll("=+$", ""));
                return new String(decoded, StandardCharsets.ISO_8859_1).contains(text);
              } catch (IllegalArgumentException e) {
                return false;
              }
            });
  }
}
