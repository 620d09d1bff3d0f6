package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 5,
    summary = "does not check whether the topic exists: the broker creates it, with one partition",
    killedBy = "a_topic_that_does_not_exist_is_not_made",
    hint = "unknown-topic")
public final class SendsWithoutLooking extends OnceUploads {
  public SendsWithoutLooking(Environment env) {
    super(env);
  }

  @Override
  protected void lookFor(String topic) {}
}
