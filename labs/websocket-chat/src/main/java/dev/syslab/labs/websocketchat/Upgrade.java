package dev.syslab.labs.websocketchat;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** An HTTP request: one that asks for a WebSocket connection, or any other. Provided. */
public final class Upgrade {
  /** Each byte as one character: Netty would replace those that are not UTF-8. */
  private static final Charset BYTES = StandardCharsets.ISO_8859_1;

  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

  private final QueryStringDecoder target;
  private final HttpHeaders headers;
  private final String method;
  private final String body;

  /** Copies what it needs: the request itself is reused. */
  Upgrade(FullHttpRequest request) {
    this.target = new QueryStringDecoder(request.uri(), BYTES);
    this.headers = request.headers();
    this.method = request.method().name();
    this.body = request.content().toString(StandardCharsets.UTF_8);
  }

  /** {@code GET}, {@code POST}, … */
  public String method() {
    return method;
  }

  public String body() {
    return body;
  }

  /** A cookie's value; empty if it is absent. */
  public Optional<String> cookie(String name) {
    return headers.getAll(HttpHeaderNames.COOKIE).stream()
        .flatMap(header -> ServerCookieDecoder.STRICT.decodeAll(header).stream())
        .filter(cookie -> cookie.name().equals(name))
        .map(Cookie::value)
        .findFirst();
  }

  /** The path as it was sent, without the query. */
  public String path() {
    return target.rawPath();
  }

  /**
   * A parameter of the query, decoded like a form field; empty if it is absent.
   *
   * @throws RefusedException with status 400 if it is not percent-encoded UTF-8
   */
  public Optional<String> parameter(String name) {
    try {
      return target.parameters().getOrDefault(name, List.of()).stream().findFirst().map(this::utf8);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(400, name + " must be percent-encoded UTF-8");
    }
  }

  private String utf8(String bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(BYTES.encode(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Whether the client offers this subprotocol. */
  public boolean offers(String subprotocol) {
    return headers.getAll("Sec-WebSocket-Protocol").stream()
        .flatMap(COMMA::splitAsStream)
        .anyMatch(subprotocol::equals);
  }

  public HttpHeaders headers() {
    return headers;
  }
}
