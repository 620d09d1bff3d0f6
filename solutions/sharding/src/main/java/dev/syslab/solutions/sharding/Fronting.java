package dev.syslab.solutions.sharding;

import dev.syslab.subject.Environment;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;

/** Stage 8: the routing of stage 1 in front of HTTP backends. */
public abstract class Fronting extends Moving {
  private static final int MOST_BACKENDS = 100;

  private final List<KeyProxy> proxies = new CopyOnWriteArrayList<>();

  protected Fronting(Environment env) {
    super(env);
  }

  @Override
  public int proxy(List<String> backends) {
    Check.between("the number of backends", backends.size(), 1, MOST_BACKENDS);
    KeyProxy proxy = start(backends, key -> shardOf(key, backends.size()));
    proxies.add(proxy);
    return proxy.port();
  }

  protected KeyProxy start(List<String> backends, ToIntFunction<String> route) {
    return new KeyProxy(backends, route, client());
  }

  protected BackendClient client() {
    return new BackendClient();
  }

  @Override
  public void close() {
    proxies.forEach(KeyProxy::close);
    super.close();
  }
}
