package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.solutions.sharding.KeyProxy;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.function.ToIntFunction;

@Mistake(
    stage = 8,
    summary = "decodes the path and encodes it again: a%2Fb becomes a/b",
    killedBy = "a_request_passes_unchanged_to_the_backend_of_its_key",
    hint = "pass-it-as-it-is")
public final class DecodesThePath extends BucketedOrders {
  public DecodesThePath(Environment env) {
    super(env);
  }

  @Override
  protected KeyProxy start(List<String> backends, ToIntFunction<String> route) {
    return new KeyProxy(backends, route, client()) {
      @Override
      protected String target(URI uri) {
        try {
          URI encoded = new URI("http", "x", uri.getPath(), uri.getQuery(), null);
          return encoded.toASCIIString().substring("http://x".length());
        } catch (URISyntaxException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }
}
