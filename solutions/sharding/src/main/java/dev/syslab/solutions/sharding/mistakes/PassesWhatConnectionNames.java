package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.solutions.sharding.KeyProxy;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

@Mistake(
    stage = 8,
    summary = "removes the usual hop-by-hop headers, but not those that Connection names",
    killedBy = "a_request_passes_unchanged_but_for_headers_of_one_connection",
    hint = "pass-it-as-it-is")
public final class PassesWhatConnectionNames extends BucketedOrders {
  public PassesWhatConnectionNames(Environment env) {
    super(env);
  }

  @Override
  protected KeyProxy start(List<String> backends, ToIntFunction<String> route) {
    return new KeyProxy(backends, route, client()) {
      @Override
      protected List<String> named(Map<String, List<String>> headers) {
        return List.of();
      }
    };
  }
}
