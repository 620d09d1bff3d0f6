package dev.syslab.labs.replication;

import java.util.Optional;

/**
 * How far behind a replica is.
 *
 * @param server the replica's number
 * @param bytes of the primary's log; empty if that is not known
 */
public record ReplicaLag(int server, Optional<Long> bytes) {}
