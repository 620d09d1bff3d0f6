package dev.syslab.labs.pubsub;

import dev.syslab.subject.Environment;
import dev.syslab.subject.NotImplemented;
import java.util.List;

/** Yours to write: uploads over RabbitMQ. Stages 2 to 4. */
abstract class MyRabbit extends MyRedis implements Uploads {

  MyRabbit(Environment env) {
    super(env);
  }

  @Override // TODO 2; then 4: what a refused upload needs, 8: a bound
  public void subscribe(String topic, Role role) {
    throw new NotImplemented(2, "declare a durable queue for the role, and bind it to the topic");
  }

  @Override // TODO 2
  public List<Receipt> publish(List<Message> messages) {
    throw new NotImplemented(2, "publish with confirms and mandatory, and report each outcome");
  }

  @Override // TODO 2
  public List<Upload> pull(String topic, Role role, int most) {
    throw new NotImplemented(2, "take the oldest messages out of the role's queue");
  }

  @Override // TODO 3; then 4: retry what was refused, and finally set it aside
  public void work(String topic, Role role) {
    throw new NotImplemented(3, "consume the role's queue: act once, then acknowledge");
  }

  @Override // TODO 4
  public List<Upload> deadLetters(String topic, Role role, int most) {
    throw new NotImplemented(4, "take uploads out of the role's dead letters");
  }
}
