package dev.syslab.labs.pubsub;

import dev.syslab.subject.Environment;

/** Your uploads. A TODO's number is its stage; the README explains each. */
public final class MyUploads extends MyRabbit {

  public MyUploads(Environment env) {
    super(env);
  }
}
