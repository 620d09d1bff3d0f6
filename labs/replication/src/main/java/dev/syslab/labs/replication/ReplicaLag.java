package dev.syslab.labs.replication;

import java.util.Optional;

/**
 * How far behind a replica is.
 *
 * @param server the replica's number
 * @param bytes of the primary's log; empty if the lag is unknown
 */
public record ReplicaLag(int server, Optional<Long> bytes) {}
