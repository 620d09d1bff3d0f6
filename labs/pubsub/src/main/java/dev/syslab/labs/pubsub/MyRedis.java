package dev.syslab.labs.pubsub;

import dev.syslab.subject.Environment;
import dev.syslab.subject.NotImplemented;
import java.util.List;

/** Your uploads, as far as they go over Redis: stage 1. */
abstract class MyRedis implements Uploads {
  final Environment env;
  final Effects effects;

  MyRedis(Environment env) {
    this.env = env;
    this.effects = new Effects(env);
    // Open clients when they are needed, not here: a server starts while others are away.
  }

  @Override // TODO 1
  public long broadcast(Upload upload) {
    throw new NotImplemented(1, "tell every server that listens now, by PUBLISH");
  }

  @Override // TODO 1
  public void listen() {
    throw new NotImplemented(1, "subscribe, and keep what comes");
  }

  @Override // TODO 1
  public List<Upload> heard() {
    throw new NotImplemented(1, "answer what this server has heard");
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
