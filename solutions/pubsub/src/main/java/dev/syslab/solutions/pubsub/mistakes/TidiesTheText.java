package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.Role;
import dev.syslab.labs.pubsub.Upload;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.StreamWorker;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import redis.clients.jedis.resps.StreamEntry;

@Mistake(
    stage = 1,
    summary = "strips blanks from what it carries, as if nobody meant them",
    killedBy = "both_roles_act_once_on_what_was_appended_before_they_began",
    hint = "stream-group")
public final class TidiesTheText extends OnceUploads {
  public TidiesTheText(Environment env) {
    super(env);
  }

  @Override
  protected StreamWorker streamWorker(Role role) {
    return new StreamWorker(
        redis(), role.name(), "server " + env.id(), upload -> act(role, upload)) {
      @Override
      protected Upload upload(StreamEntry entry) {
        Upload upload = super.upload(entry);
        return new Upload(
            upload.id(), upload.owner().strip(), upload.content().strip(), upload.bytes());
      }
    };
  }
}
