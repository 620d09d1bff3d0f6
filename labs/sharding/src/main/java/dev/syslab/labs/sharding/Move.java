package dev.syslab.labs.sharding;

/**
 * A bucket that is to move to another shard.
 *
 * @param bucket 0 to 255
 * @param shard the shard that has it afterwards
 */
public record Move(int bucket, int shard) {}
