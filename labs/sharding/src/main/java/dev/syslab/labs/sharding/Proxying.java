package dev.syslab.labs.sharding;

import dev.syslab.subject.ConnectsTo;
import dev.syslab.subject.Listens;
import java.time.Duration;
import java.util.List;

/** The same routing for HTTP requests: a reverse proxy in front of backends (stage 8). */
public interface Proxying {
  /** The largest body of a request, in bytes. */
  int MOST_BODY = 1 << 20;

  /** How long the proxy keeps trying to connect. */
  Duration CONNECT_WITHIN = Duration.ofSeconds(1);

  /** How long the proxy waits for the complete response to what it has sent. */
  Duration BACKEND_WITHIN = Duration.ofSeconds(3);

  /**
   * Serves HTTP/1.1 on 127.0.0.1, and forwards each request to one backend. The first segment of
   * the path, decoded from percent-encoded UTF-8, is a key, and {@link Routing#byHash} over the
   * number of backends selects the backend. No request is ever sent to a different one.
   *
   * <p>Method, path and query are forwarded exactly as they were received, byte by byte (except for
   * a {@code ?} with nothing behind it, which may be dropped), and so are the body, the status and
   * body of the response, and the headers of both. Only headers that concern a single connection
   * are not forwarded: {@code Connection} and all headers that it names, {@code Expect}, {@code
   * Keep-Alive}, {@code Proxy-Connection}, {@code TE}, {@code Trailer}, {@code Transfer-Encoding},
   * {@code Upgrade}. ({@code Host} is the backend's, {@code Content-Length} follows the body,
   * {@code Date} may be the proxy's own, and the proxy may add headers.) A redirect is the client's
   * to follow: it is forwarded like any other response.
   *
   * <p>The proxy itself answers:
   *
   * <ul>
   *   <li>400 or 404 if there is no key, and 413 if the body is too large. The backend gets
   *       nothing.
   *   <li>503, with {@code Retry-After}, if the backend accepts no connection within {@link
   *       #CONNECT_WITHIN}. Nothing was sent, so whatever the method, the proxy may retry until
   *       then.
   *   <li>502 if the connection breaks before the complete response has arrived. GET and HEAD are
   *       retried before that, at least once. Any other method may have taken effect, and is never
   *       retried.
   *   <li>504 if the complete response has not arrived after {@link #BACKEND_WITHIN}. Nothing is
   *       retried.
   * </ul>
   *
   * @param backends 1 to 100 of the form {@code http://127.0.0.1:8080}; they need not be running
   *     yet
   * @return the port; each call starts another server
   */
  @Listens
  int proxy(@ConnectsTo List<String> backends);
}
