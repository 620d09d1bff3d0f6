package dev.syslab.labs.websocketchat;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The HTTP request with which a client asks for a WebSocket connection. Provided. */
public final class Upgrade {
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

  private final QueryStringDecoder target;
  private final HttpHeaders headers;

  Upgrade(String target, HttpHeaders headers) {
    this.target = new QueryStringDecoder(target);
    this.headers = headers;
  }

  /** The path, decoded, without the query. */
  public String path() {
    return target.path();
  }

  /** A parameter of the query, decoded; empty if it is absent. */
  public Optional<String> parameter(String name) {
    return target.parameters().getOrDefault(name, List.of()).stream().findFirst();
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
