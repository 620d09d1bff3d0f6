package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BackendClient;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 8,
    summary = "answers 502 for any failure behind it, even silence",
    killedBy = "silence_and_bad_requests_have_answers_of_their_own",
    hint = "an-answer-for-each")
public final class BlamesTheGateway extends BucketedOrders {
  public BlamesTheGateway(Environment env) {
    super(env);
  }

  @Override
  protected BackendClient client() {
    return new BackendClient() {
      @Override
      protected int onSilence() {
        return 502;
      }
    };
  }
}
