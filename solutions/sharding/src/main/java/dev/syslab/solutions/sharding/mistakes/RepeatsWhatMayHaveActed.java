package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BackendClient;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.net.http.HttpRequest;

@Mistake(
    stage = 8,
    summary = "retries everything that was broken off, even writes: an order exists twice",
    killedBy = "a_write_whose_answer_is_lost_is_sent_once",
    hint = "how-far-it-had-come")
public final class RepeatsWhatMayHaveActed extends BucketedOrders {
  public RepeatsWhatMayHaveActed(Environment env) {
    super(env);
  }

  @Override
  protected BackendClient client() {
    return new BackendClient() {
      @Override
      protected boolean mayRepeat(HttpRequest request) {
        return true;
      }
    };
  }
}
