package dev.syslab.labs.sharding;

/**
 * A place on the ring.
 *
 * @param name a key
 * @param weight how much it holds, beside others; at least 1
 */
public record Node(String name, int weight) {}
