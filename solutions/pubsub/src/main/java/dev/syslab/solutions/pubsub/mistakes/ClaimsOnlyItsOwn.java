package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.Role;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.StreamWorker;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Map;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XReadGroupParams;

@Mistake(
    stage = 1,
    summary =
        "finishes what its own previous run left, but nothing of a worker that does not come back",
    killedBy = "what_a_killed_worker_has_not_finished_another_does",
    hint = "pending")
public final class ClaimsOnlyItsOwn extends OnceUploads {
  public ClaimsOnlyItsOwn(Environment env) {
    super(env);
  }

  @Override
  protected StreamWorker streamWorker(Role role) {
    return new StreamWorker(
        redis(), role.name(), "server " + env.id(), upload -> act(role, upload)) {
      @Override
      protected void claim() {
        redis
            .xreadGroup(
                group,
                name,
                XReadGroupParams.xReadGroupParams().count(100),
                Map.of("uploads", new StreamEntryID()))
            .forEach(stream -> stream.getValue().forEach(this::handle));
      }
    };
  }
}
