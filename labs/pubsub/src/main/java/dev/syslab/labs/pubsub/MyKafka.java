package dev.syslab.labs.pubsub;

import dev.syslab.subject.Environment;
import dev.syslab.subject.NotImplemented;
import java.util.List;

/** Yours to write: uploads over Kafka. Stages 5 to 7. */
abstract class MyKafka extends MyRabbit implements Uploads {

  MyKafka(Environment env) {
    super(env);
  }

  @Override // TODO 5
  public void send(String topic, List<Upload> uploads) {
    throw new NotImplemented(5, "send each upload with its owner as the key, and wait for Kafka");
  }

  @Override // TODO 5
  public void follow(String topic, Role role) {
    throw new NotImplemented(5, "poll as a member of the role's group: act, then commit offsets");
  }

  @Override // TODO 6
  public void makeJobs(String from, String to) {
    throw new NotImplemented(6, "commit the jobs and the offsets of their uploads together");
  }

  @Override // TODO 7
  public void save(Upload upload) {
    throw new NotImplemented(7, "save the upload and a row of the outbox in one transaction");
  }

  @Override // TODO 7
  public void relay(String topic) {
    throw new NotImplemented(7, "send what the outbox holds, in order, and mark it as sent");
  }
}
