package dev.syslab.labs.sharding;

import java.util.List;

/**
 * Which shard has which bucket.
 *
 * @param epoch increases with every change; at least 1
 * @param shards the shard of each bucket: 256 numbers, each below 1,000
 */
public record ShardMap(long epoch, List<Integer> shards) {}
