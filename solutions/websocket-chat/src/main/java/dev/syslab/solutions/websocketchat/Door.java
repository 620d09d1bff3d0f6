package dev.syslab.solutions.websocketchat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.syslab.labs.websocketchat.Access;
import dev.syslab.labs.websocketchat.ChatServer;
import dev.syslab.labs.websocketchat.RefusedException;
import dev.syslab.labs.websocketchat.Reply;
import dev.syslab.labs.websocketchat.Settings;
import dev.syslab.labs.websocketchat.Upgrade;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.cookie.CookieHeaderNames.SameSite;
import io.netty.handler.codec.http.cookie.DefaultCookie;
import io.netty.handler.codec.http.cookie.ServerCookieEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Lets in who has logged in. The cookie comes with every request to this host, whichever page makes
 * it, and WebSockets know no same-origin policy. So it is the {@code Origin} that tells whether the
 * user wants this [1].
 *
 * <p>[1] RFC 6455, 10.2: origin considerations.
 */
public class Door {
  private static final ObjectMapper JSON = new ObjectMapper();

  protected final Access access;
  protected final Sessions sessions;
  private final Lanes lanes;

  public Door(Access access, Sessions sessions, Lanes lanes) {
    this.access = access;
    this.sessions = sessions;
    this.lanes = lanes;
  }

  /** Answers a request that is no upgrade. */
  public CompletionStage<Reply> answer(Upgrade request) {
    checkOrigin(request);
    return switch (request.method() + " " + request.path()) {
      case "POST /login" -> later(() -> login(request));
      case "POST /logout" -> later(() -> logout(request));
      default -> throw new RefusedException(404, "POST /login, or /logout");
    };
  }

  /** The connection of the user whose session it is that a client shows at the upgrade. */
  public CompletionStage<ChannelHandler> enter(
      Upgrade upgrade, SharedRooms rooms, Settings settings, Drain drain) {
    ChatNode.check(upgrade);
    checkOrigin(upgrade);
    drain.check();
    String id = upgrade.cookie(ChatServer.COOKIE).orElse("");
    return later(
        () -> {
          String user = sessions.user(id).orElseThrow(() -> new RefusedException(401, "log in"));
          return new GuardedConnection(user, id, rooms, settings, lanes.next(), sessions, drain);
        });
  }

  protected void checkOrigin(Upgrade request) {
    String origin = request.headers().get("Origin");
    if (origin != null && !access.origins().contains(origin)) {
      throw new RefusedException(403, "not from " + origin);
    }
  }

  private Reply login(Upgrade request) {
    JsonNode json = json(request.body());
    String user = json.path("user").asText();
    if (!matches(json.path("password").asText(), access.passwords().get(user))) {
      return Reply.of(401);
    }
    return Reply.of(204).with("Set-Cookie", cookie(renew(request, user)));
  }

  /** Another id at every login: somebody else may know the one that the client had before. */
  protected String renew(Upgrade request, String user) {
    request.cookie(ChatServer.COOKIE).ifPresent(sessions::end);
    return sessions.begin(user);
  }

  private Reply logout(Upgrade request) {
    request.cookie(ChatServer.COOKIE).ifPresent(sessions::end);
    return Reply.of(204);
  }

  private static JsonNode json(String body) {
    try {
      JsonNode json = JSON.readTree(body);
      if (json.path("user").isTextual() && json.path("password").isTextual()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      // As below.
    }
    throw new RefusedException(400, "must be an object with a user and a password");
  }

  /** In a time that does not depend on how much of it is right. */
  private static boolean matches(String given, String password) {
    return password != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), password.getBytes(StandardCharsets.UTF_8));
  }

  protected String cookie(String id) {
    DefaultCookie cookie = new DefaultCookie(ChatServer.COOKIE, id);
    cookie.setHttpOnly(true);
    cookie.setSameSite(SameSite.Strict);
    cookie.setSecure(access.secure());
    cookie.setPath("/");
    return ServerCookieEncoder.STRICT.encode(cookie);
  }

  private <T> CompletionStage<T> later(Supplier<T> question) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return question.get();
          } catch (JedisException e) {
            throw new RefusedException(503, "Redis does not answer");
          }
        },
        lanes.next());
  }
}
