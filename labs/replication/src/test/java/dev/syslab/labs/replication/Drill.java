package dev.syslab.labs.replication;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.*;
import dev.syslab.labs.replication.ControlPlane.Name;
import java.time.Duration;
import java.time.Instant;

/** Watches who is primary while something is broken. */
final class Drill extends Machines {
  private final Fleet<ReplicatedDatabase> servers;
  private volatile Instant began = Instant.now();

  Drill(PostgresCluster cluster, Redis redis, Fleet<ReplicatedDatabase> servers) {
    super(cluster, redis);
    this.servers = servers;
  }

  /** The agents beside servers 0, 1 and 2 are in these processes. */
  void agents(int... processes) {
    for (int server = 0; server < processes.length; server++) {
      servers.get(processes[server]).agent(server);
    }
    Wait.until(
        "each agent to report twice",
        Duration.ofSeconds(15),
        () ->
            redis.client().hgetAll(ControlPlane.BEATS).values().stream()
                    .filter(beats -> Long.parseLong(beats) >= 2)
                    .count()
                == processes.length);
  }

  /** From now on, the primary is dead. */
  void begins() {
    began = Instant.now();
  }

  /** Whether anybody has begun to replace the primary within this time. */
  boolean acted(Duration bound) {
    return Wait.atMost(bound, () -> requests(0) > 0 || name().epoch() > 1);
  }

  /** Waits for server 0's successor, and checks the order of the steps. */
  int awaitSuccessor(Notes notes) {
    Wait.until(
        "a new primary to be published", Failover.FAILED_OVER_WITHIN, () -> name().epoch() > 1);
    Instant published = Instant.now();
    Name name = name();

    assertThat(follows(name.server()))
        .as("whether server %d, which is published as the primary, only follows", name.server())
        .isFalse();
    assertThat(off)
        .as("servers without power. Likely cause: the old primary was not fenced, and may wake up")
        .containsOnlyKeys(0);
    assertThat(tooLate).as("what had happened before the old primary's power was off").isEmpty();
    notes.add(
        "0 ms: trouble; %d ms: the old primary has no power; %d ms: server %d is published",
        since(off.get(0)), since(published), name.server());
    return name.server();
  }

  private long since(Instant instant) {
    return Duration.between(began, instant).toMillis();
  }
}
