package dev.syslab.labs.sharding;

/**
 * A place on the ring.
 *
 * @param name a key
 * @param weight its share of the keys, relative to the other nodes' weights; at least 1
 */
public record Node(String name, int weight) {}
