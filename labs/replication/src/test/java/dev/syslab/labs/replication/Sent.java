package dev.syslab.labs.replication;

import dev.syslab.kit.PostgresCluster;
import dev.syslab.kit.Replica;
import dev.syslab.kit.net.Direction;
import java.util.List;
import java.util.function.LongSupplier;

/** How often a process has sent a text to each server, from the beginning of the count. */
final class Sent {
  private final List<LongSupplier> counts;

  Sent(Replica<ReplicatedDatabase> process, PostgresCluster cluster, String text) {
    counts =
        cluster.servers().stream()
            .map(server -> process.link(server).count(text, Direction.TO_SERVER))
            .toList();
  }

  long to(int server) {
    return counts.get(server).getAsLong();
  }

  long toReplicas() {
    return counts.stream().mapToLong(LongSupplier::getAsLong).sum() - to(0);
  }

  @Override
  public String toString() {
    return counts.stream().map(LongSupplier::getAsLong).toList().toString();
  }
}
