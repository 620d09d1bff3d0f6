package dev.syslab.labs.caching;

import dev.syslab.subject.Lab;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A shop's products. PostgreSQL is the source of truth; a shared Redis answers most reads.
 *
 * <p>Many servers, each a separate process, serve one catalogue at the same time. They share
 * nothing but PostgreSQL and Redis, and any of them may be killed at any moment. The tables are
 * changed only through this contract. Every key in Redis has a time to live from the moment it is
 * created, so that a forgotten key expires; only the keys of the view queue need none.
 */
@Lab(
    title = "Caching",
    summary = "A product catalogue: Redis in front of PostgreSQL",
    level = Lab.Level.INTERMEDIATE,
    minutes = 420,
    core = 4,
    coreMinutes = 160,
    servers = {Lab.Uses.POSTGRESQL, Lab.Uses.REDIS})
public interface Catalogue {
  /** The average time that a product stays in Redis; no key stays longer than this plus jitter. */
  Duration TIME_TO_LIVE = Duration.ofMinutes(5);

  /** Each load draws a new time to live, uniformly from {@link #TIME_TO_LIVE} ± this. */
  Duration JITTER = Duration.ofSeconds(30);

  /** How long one caller may keep the right to load a product before another may take over. */
  Duration LEASE = Duration.ofSeconds(2);

  /** The longest time for which Redis remembers that a product does not exist. */
  Duration ABSENT_TIME_TO_LIVE = Duration.ofSeconds(30);

  /** A server writes the views of one product to PostgreSQL at most once in this interval. */
  Duration FLUSH_EVERY = Duration.ofMillis(200);

  /** Acknowledged views reach PostgreSQL within this time if it and at least one server are up. */
  Duration FLUSH_WITHIN = Duration.ofSeconds(3);

  /** How many products {@link #cheapest} lists. */
  int CHEAPEST = 10;

  /** How far the list of the cheapest products may lag behind the table. */
  Duration LIST_TIME_TO_LIVE = Duration.ofSeconds(4);

  /** Redis counts as silent if it has not answered a command for this long, and not before. */
  Duration SILENCE = Duration.ofMillis(500);

  /** The longest that a call waits, in total, for a silent Redis and its turn at the database. */
  Duration PATIENCE = Duration.ofSeconds(1);

  /** When Redis answers again, it is used again within this time. */
  Duration RECOVERY = Duration.ofSeconds(3);

  /** How many reads of the table one server may have in progress while Redis is silent. */
  int READS_AT_ONCE = 4;

  /** How far {@link #browse} may lag behind the table. */
  Duration BROWSE_LAG = Duration.ofSeconds(2);

  /** The maximum number of products that a process keeps in its own memory. */
  int LOCAL_CAPACITY = 100;

  /**
   * Finds a product: in Redis if it is there, otherwise in PostgreSQL.
   *
   * <ul>
   *   <li>A call that begins after a change was acknowledged, on whichever server, sees that change
   *       or a newer one. Changes that are not committed are never seen.
   *   <li>While a product, or its absence (stage 5), is in Redis, PostgreSQL is not needed.
   *   <li>When many callers on all servers miss the same product at once, one of them loads it for
   *       all: at most one load per {@link #LEASE}, plus one after each update. A load that fails
   *       releases the right to load; if the loader dies or stalls, another caller takes over when
   *       the lease expires. No call waits for others longer than twice the lease, or for the load
   *       of another product.
   *   <li>While Redis is silent, PostgreSQL answers (stage 8): no call waits for Redis and for its
   *       turn longer than {@link #PATIENCE} in total, no server has more than {@link
   *       #READS_AT_ONCE} reads in progress, and Redis is used again within {@link #RECOVERY}.
   * </ul>
   *
   * <p>If PostgreSQL is needed and cannot be reached, the call fails; it must not report that the
   * product does not exist.
   *
   * @param id 1 to 64 characters
   * @return the product; empty if the database has no such row
   * @throws BusyException if no read permit became free in time, which is {@link #PATIENCE} at most
   */
  Optional<Product> find(String id) throws BusyException;

  /**
   * Changes a product's name and price in one transaction, which also adds 1 to its version.
   * Updates of one product may run concurrently on several servers; the database orders them.
   *
   * <p>If the call returns, the change is committed, and no call that begins after that returns an
   * older product. If it fails with one of the errors below, nothing has changed. If the answer to
   * COMMIT is lost, the change may or may not have happened; once the call has failed, no server
   * returns anything older than what the database contained at that moment. If the cached copy
   * cannot be invalidated, the call fails, although the change may be committed. In that case, or
   * if the process dies during the call, an old product may be returned until it expires.
   *
   * @param id 1 to 64 characters
   * @param name 1 to 200 characters; no other product may have it when the transaction commits
   * @param priceCents at least 0
   * @return the committed product, with its new version
   * @throws NoSuchProductException if the database has no such row
   * @throws NameTakenException if another product has that name at COMMIT
   */
  Product update(String id, String name, long priceCents)
      throws NoSuchProductException, NameTakenException;

  /**
   * Adds a product with version 1. The promises and bounds of {@link #update} apply here, too: once
   * {@code create} has returned, no server reports that there is no such product.
   *
   * @throws IdTakenException if a product with that id exists
   * @throws NameTakenException if another product has that name at COMMIT
   */
  Product create(String id, String name, long priceCents)
      throws IdTakenException, NameTakenException;

  /**
   * Changes a product's price, with all promises of {@link #update}, and leaves Redis as the policy
   * specifies, unless another change of the product runs at the same time.
   *
   * @throws NoSuchProductException if the database has no such row
   */
  Product reprice(String id, long priceCents, WritePolicy policy) throws NoSuchProductException;

  /**
   * Counts one view of a product, write-behind. When the call returns, the view is stored in Redis,
   * whatever happens to this server and to PostgreSQL; within {@link #FLUSH_WITHIN} it is in
   * PostgreSQL, in {@code product_views}. An acknowledged view is counted there exactly once; any
   * other, at most once.
   *
   * @param id 1 to 64 characters; the product need not exist
   */
  void view(String id);

  /**
   * The cheapest products, cheapest first; products with equal prices are ordered by id. The list
   * may be as old as {@link #LIST_TIME_TO_LIVE}: a call that begins that long after a change was
   * acknowledged returns a list that reflects it, or fails. If this method is called often, on
   * whichever servers, the list is recomputed before it expires. Only the caller that recomputes it
   * waits; the others get the list from Redis. If the computation fails, the old list is returned
   * as long as it is not too old. All servers together compute the list at most 16 times per time
   * to live. If the caller that computes it dies, another takes over within a lease.
   */
  List<Product> cheapest();

  /**
   * Finds a product as {@link #find} does, but the result may lag behind the table by up to {@link
   * #BROWSE_LAG}, measured at the beginning of the call. If this process has browsed the product
   * within that time, it answers from its own memory, without querying Redis or PostgreSQL. It
   * keeps at most {@link #LOCAL_CAPACITY} products; a remembered absence counts as one.
   */
  Optional<Product> browse(String id) throws BusyException;

  /**
   * Replays a trace of reads against an empty cache level of the given capacity. A key that is
   * missing is inserted and, if the level is full, another one is evicted.
   *
   * @param capacity the maximum number of keys; at least 1
   * @return for each read, whether its key was present
   * @throws IllegalArgumentException if the capacity is below 1
   */
  List<Boolean> replay(Eviction eviction, int capacity, List<String> keys);
}
