package dev.syslab.labs.pubsub;

import dev.syslab.subject.Environment;
import dev.syslab.subject.NotImplemented;
import java.util.List;

/** Yours to write: uploads over Redis. Stage 1. */
abstract class MyRedis implements Uploads {
  final Environment env;
  final Effects effects;

  MyRedis(Environment env) {
    this.env = env;
    this.effects = new Effects(env);
    // Open clients when they are needed, not here: a server must start even if others are down.
  }

  @Override // TODO 1
  public long broadcast(Upload upload) {
    throw new NotImplemented(1, "tell every server that is listening now, with PUBLISH");
  }

  @Override // TODO 1
  public void listen() {
    throw new NotImplemented(1, "subscribe, and keep what arrives");
  }

  @Override // TODO 1
  public List<Upload> heard() {
    throw new NotImplemented(1, "return what this server has heard");
  }

  @Override // TODO 1
  public void append(Upload upload) {
    throw new NotImplemented(1, "append the upload to a stream");
  }

  @Override // TODO 1
  public void workOnStream(Role role) {
    throw new NotImplemented(1, "read as a member of the role's group, act once, acknowledge");
  }
}
