package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.Role;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.StreamWorker;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAutoClaimParams;
import redis.clients.jedis.resps.StreamEntry;

@Mistake(
    stage = 1,
    summary = "claims the first page of what is pending when it starts, and no other",
    killedBy = "what_a_worker_has_not_finished_its_next_start_does",
    hint = "pending")
public final class ClaimsOnePage extends OnceUploads {
  public ClaimsOnePage(Environment env) {
    super(env);
  }

  @Override
  protected StreamWorker streamWorker(Role role) {
    return new StreamWorker(
        redis(), role.name(), "server " + env.id(), upload -> act(role, upload)) {
      private boolean claimed;

      @Override
      protected void claim() {
        Map.Entry<StreamEntryID, List<StreamEntry>> page =
            redis.xautoclaim(
                "uploads",
                group,
                name,
                1_000,
                new StreamEntryID(),
                new XAutoClaimParams().count(10));
        if (!claimed) {
          page.getValue().forEach(this::handle);
          claimed = !page.getValue().isEmpty();
        }
      }
    };
  }
}
