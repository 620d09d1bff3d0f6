package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.Role;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.StreamWorker;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Map;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.resps.StreamEntry;

@Mistake(
    stage = 1,
    summary = "an entry without fields, deleted while it was pending, ends every round",
    killedBy = "a_restarted_worker_finishes_what_its_last_life_left_but_for_what_was_deleted",
    hint = "deleted-entry")
public final class TripsOverADeletedEntry extends OnceUploads {
  public TripsOverADeletedEntry(Environment env) {
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

      @Override
      protected void handle(StreamEntry entry) {
        effect.accept(upload(entry));
        redis.xack("uploads", group, entry.getID());
      }
    };
  }
}
