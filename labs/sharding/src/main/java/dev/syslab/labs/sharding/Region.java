package dev.syslab.labs.sharding;

import java.util.List;

/**
 * A region, and the shards that its customers' data may be on.
 *
 * @param name a key
 * @param group 1 to 1,000 shards, each 0 to 999; one may occur several times
 */
public record Region(String name, List<Integer> group) {}
