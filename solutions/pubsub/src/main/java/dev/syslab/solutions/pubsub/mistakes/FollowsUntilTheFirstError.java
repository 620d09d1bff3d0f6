package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.Role;
import dev.syslab.solutions.pubsub.Follower;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.concurrent.locks.LockSupport;

@Mistake(
    stage = 5,
    summary = "ends when a commit fails because the group considered it dead",
    killedBy = "a_follower_that_was_busy_for_too_long_follows_again",
    hint = "busy-for-too-long")
public final class FollowsUntilTheFirstError extends OnceUploads {
  public FollowsUntilTheFirstError(Environment env) {
    super(env);
  }

  @Override
  protected Follower follower(String topic, Role role) {
    String group = role + "-" + topic;
    return new Follower(env, env.kafkaPrefix() + topic, group, upload -> act(role, upload)) {
      private boolean failed;

      @Override
      public void round() {
        if (failed) {
          LockSupport.park();
          return;
        }
        failed = true;
        super.round();
      }
    };
  }
}
