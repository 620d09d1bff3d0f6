package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.solutions.pubsub.Broker;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.Publisher;
import dev.syslab.solutions.pubsub.Session;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary =
        "bounds the wait for confirms, but not basicPublish itself: a blocked broker blocks "
            + "it forever",
    killedBy = "a_broker_that_blocks_its_publishers_delays_callers_by_their_patience_only",
    hint = "blocked-publisher")
public final class BoundsOnlyTheConfirms extends OnceUploads {
  public BoundsOnlyTheConfirms(Environment env) {
    super(env);
  }

  @Override
  protected Publisher publisher(Broker shared) {
    return new Publisher(shared) {
      @Override
      protected void cut(Session session) {}
    };
  }
}
