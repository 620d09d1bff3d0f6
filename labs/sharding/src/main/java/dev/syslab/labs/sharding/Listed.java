package dev.syslab.labs.sharding;

/**
 * An entry of a list.
 *
 * @param value a key
 * @param shard where it is: 0 to 999
 */
public record Listed(String value, int shard) {}
