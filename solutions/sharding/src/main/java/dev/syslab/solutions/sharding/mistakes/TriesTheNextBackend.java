package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.solutions.sharding.KeyProxy;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.function.ToIntFunction;

@Mistake(
    stage = 8,
    summary =
        "tries the next backend if one refuses, as a load balancer does: it owns different keys",
    killedBy = "a_backend_that_refuses_is_not_replaced_by_another",
    hint = "nothing-was-sent")
public final class TriesTheNextBackend extends BucketedOrders {
  public TriesTheNextBackend(Environment env) {
    super(env);
  }

  @Override
  protected KeyProxy start(List<String> backends, ToIntFunction<String> route) {
    return super.start(backends, key -> running(backends, route.applyAsInt(key)));
  }

  private static int running(List<String> backends, int first) {
    for (int i = 0; i < backends.size(); i++) {
      int next = (first + i) % backends.size();
      URI uri = URI.create(backends.get(next));
      try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
        return next;
      } catch (IOException e) {
        // The next one, then.
      }
    }
    return first;
  }
}
