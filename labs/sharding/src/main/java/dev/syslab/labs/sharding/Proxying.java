package dev.syslab.labs.sharding;

import java.time.Duration;
import java.util.List;

/** The same routing for requests over HTTP: a reverse proxy before backends (stage 8). */
public interface Proxying {
  /** The most bytes of a request's body. */
  int MOST_BODY = 1 << 20;

  /** For how long the proxy goes on trying to connect. */
  Duration CONNECT_WITHIN = Duration.ofSeconds(1);

  /** For how long it waits for the whole answer to what it has sent. */
  Duration BACKEND_WITHIN = Duration.ofSeconds(3);

  /**
   * Serves HTTP/1.1 at 127.0.0.1, and passes each request on to one backend. The first segment of
   * the path, decoded from percent-encoded UTF-8, is a key, and {@link Routing#byHash} over the
   * number of backends says which one has it. No request ever goes to another one.
   *
   * <p>Method, path and query arrive as they were received, byte by byte, and so do the body, the
   * status and body of the answer, and the headers of both. Only headers of a single connection end
   * at it: {@code Connection} and all that it names, {@code Keep-Alive}, {@code Proxy-Connection},
   * {@code TE}, {@code Trailer}, {@code Transfer-Encoding}, {@code Upgrade}. ({@code Host} is the
   * backend's, and {@code Content-Length} follows the body.)
   *
   * <p>The proxy itself answers
   *
   * <ul>
   *   <li>400 or 404 if there is no key, and 413 if the body is too large. The backend gets
   *       nothing.
   *   <li>503, with {@code Retry-After}, if the backend accepts no connection within {@link
   *       #CONNECT_WITHIN}. It has got nothing, so whatever the method, the proxy may try again
   *       until then.
   *   <li>502 if the connection breaks before the whole answer has come. GET and HEAD are sent
   *       again before that, at least once. Any other method may have taken effect, and is never
   *       sent again.
   *   <li>504 if the whole answer has not come after {@link #BACKEND_WITHIN}. Nothing is sent
   *       again.
   * </ul>
   *
   * @param backends 1 to 100 of the form {@code http://127.0.0.1:8080}; they need not run yet
   * @return the port; each call starts another server
   */
  int proxy(List<String> backends);
}
