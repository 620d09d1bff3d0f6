package dev.syslab.labs.replication;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.*;
import dev.syslab.labs.replication.ControlPlane.Name;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

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

  /** Every process that caches the name has just asked for it; connections were open before. */
  void letAllAskForTheName() {
    for (int i = 0; i < 2; i++) {
      Wait.pass(Failover.NAME_TTL);
      servers.replicas().forEach(process -> process.contract().write(List.of("SELECT 1")));
    }
  }

  /** None of these is a replica to switch to; the first and the last are no servers at all. */
  void expectNoServer(int... bad) {
    for (int server : bad) {
      assertThat(servers.attempt(0, any -> nothing(() -> any.switchOver(server))))
          .as("a switch to server %d, while server 0 is the primary", server)
          .failedWith(IllegalArgumentException.class);
    }
    assertThat(servers.attempt(0, any -> nothing(() -> any.agent(bad[0]))))
        .as("an agent beside server %d", bad[0])
        .failedWith(IllegalArgumentException.class);
  }

  private static boolean nothing(Runnable call) {
    call.run();
    return true;
  }

  /** A process that cannot ask for the name does not go by the one that it had. */
  void expectNoOldName(int process) {
    try (Fault cut = servers.replica(process).link(redis).cut()) {
      Wait.pass(Failover.NAME_TTL);

      assertThat(servers.attempt(process, any -> any.write(List.of("SELECT 1"))))
          .as("a write while the control plane does not say which server is primary")
          .failedWith(UnavailableException.class)
          .during(cut);
    }
  }

  /** From now on, the primary is dead. */
  void begins() {
    began = Instant.now();
  }

  /** A step of a failover that has begun. */
  void awaitStep(String step, BooleanSupplier done) {
    Wait.until(step + " of a dead primary", Failover.FAILED_OVER_WITHIN, done);
  }

  /** Whether anybody has begun to replace the primary within this time. */
  boolean acted(Duration bound) {
    return Wait.atMost(bound, () -> requests(0) > 0 || name().epoch() > 1);
  }

  /**
   * Whether a replica is promoted although one must wait. An orchestrator that cuts the power again
   * has come to no decision before. One that does it once gets the time that a failover may take,
   * and as much again for a busy machine.
   */
  boolean promoted(int replica, Duration least) {
    BooleanSupplier promoted = () -> name().epoch() > 1 || !follows(replica);
    Wait.atMost(least, promoted);
    Wait.atMost(
        Failover.FAILED_OVER_WITHIN.multipliedBy(2),
        () -> promoted.getAsBoolean() || requests(0) >= 3);
    return promoted.getAsBoolean();
  }

  /** Waits for server 0's successor, and checks the order of the steps. */
  int awaitSuccessor(Notes notes) {
    Wait.until(
        "a new primary to be published", Failover.FAILED_OVER_WITHIN, () -> name().epoch() > 1);
    Instant published = Instant.now();
    Name name = name();

    assertThat(follows(name.server()))
        .as(
            "whether server %d, which is published as the primary, is still a replica",
            name.server())
        .isFalse();
    assertThat(off)
        .as("servers without power. Likely cause: the old primary was not fenced, and may wake up")
        .containsOnlyKeys(0);
    assertThat(tooLate)
        .as("what had already happened before the old primary's power was off")
        .isEmpty();
    notes.add(
        "0 ms: trouble; %d ms: the old primary's power is off; %d ms: server %d is published",
        since(off.get(0)), since(published), name.server());
    return name.server();
  }

  private long since(Instant instant) {
    return Duration.between(began, instant).toMillis();
  }
}
