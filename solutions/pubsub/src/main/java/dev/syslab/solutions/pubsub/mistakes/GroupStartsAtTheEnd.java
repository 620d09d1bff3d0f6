package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.Role;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.StreamWorker;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import redis.clients.jedis.StreamEntryID;

@Mistake(
    stage = 1,
    summary = "makes the group at $, the end of the stream: what was appended before is skipped",
    killedBy = "both_roles_act_once_on_what_was_appended_before_they_began",
    hint = "stream-group")
public final class GroupStartsAtTheEnd extends OnceUploads {
  public GroupStartsAtTheEnd(Environment env) {
    super(env);
  }

  @Override
  protected StreamWorker streamWorker(Role role) {
    return new StreamWorker(
        redis(), role.name(), "server " + env.id(), upload -> act(role, upload)) {
      @Override
      protected void create(StreamEntryID start) {
        super.create(StreamEntryID.XGROUP_LAST_ENTRY);
      }
    };
  }
}
