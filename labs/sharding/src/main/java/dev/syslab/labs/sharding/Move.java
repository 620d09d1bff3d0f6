package dev.syslab.labs.sharding;

/**
 * A bucket that goes to another shard.
 *
 * @param bucket 0 to 255
 * @param shard which shard has it then
 */
public record Move(int bucket, int shard) {}
