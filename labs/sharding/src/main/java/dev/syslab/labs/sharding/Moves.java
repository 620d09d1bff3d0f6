package dev.syslab.labs.sharding;

import java.time.Duration;

/** Buckets that move while others read and write (stage 6), whichever map they use (stage 7). */
public interface Moves {
  /** How long a move may stop the writes to its bucket. */
  Duration WRITE_PAUSE = Duration.ofSeconds(1);

  /**
   * Moves a bucket: its orders, its accounts, and what is recorded about transfers between them.
   * When it returns, the map names the new shard, that database has everything that the old one
   * had, and no other database has a row of the bucket. If the bucket is there already, only what
   * an earlier call has left behind is removed.
   *
   * <p>Other processes continue meanwhile, and what they are told remains true. However long
   * copying takes, the bucket's writes stop once, for {@link #WRITE_PAUSE} at most. For {@link
   * ShardedOrders#list}, {@link ShardedOrders#totals} and {@link ShardedOrders#bestCoupons}, a move
   * that has not returned is a write.
   *
   * <p>If it throws, or if its process dies, nothing is lost, the bucket's writes succeed again
   * within {@link ShardedOrders#ANSWER_WITHIN}, and a call with the same arguments completes it. It
   * settles transfers of dead processes that are in its way, as {@link Accounts#recover} does.
   *
   * <p>Stage 7: a process may cache the map as long as it is the current one. {@link
   * ShardedOrders#place}, {@link ShardedOrders#find} and all methods of {@link Accounts} except
   * {@code recover} need the first database only if the map has changed since the process read it.
   * Once a move or {@link ShardedOrders#assign} has returned, no write that uses an older map is
   * stored, and no answer comes from where the bucket was: the process reads the map again, and
   * does what was requested with the new one.
   *
   * @param bucket 0 to 255; callers never assign it at the same time
   * @param shard one that has a database
   * @return the map that names the new shard
   * @throws IllegalStateException if another move of this bucket is in progress; waiting for that
   *     move is also allowed
   */
  ShardMap move(int bucket, int shard) throws UnavailableException;
}
