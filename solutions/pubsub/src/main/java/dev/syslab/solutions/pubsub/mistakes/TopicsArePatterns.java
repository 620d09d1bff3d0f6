package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "uses a topic exchange, for which * and # in a binding are patterns",
    killedBy = "topics_that_look_alike_are_different",
    hint = "routing")
public final class TopicsArePatterns extends OnceUploads {
  public TopicsArePatterns(Environment env) {
    super(env);
  }

  @Override
  protected String exchange() {
    return "topic";
  }
}
