package dev.syslab.labs.caching;

import dev.syslab.subject.Lab;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A shop's products. PostgreSQL holds the truth; Redis, shared by all servers, answers most reads.
 *
 * <p>Many servers, each a process of its own, serve one catalogue at the same time. They share
 * nothing but PostgreSQL and Redis, and any of them may be killed at any moment. The tables are
 * changed by this contract alone. Every key in Redis carries a time to live from the moment it
 * exists, so that a forgotten one goes by itself; only what the queue of views consists of needs
 * none.
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
  /** How long a product stays in Redis, in the middle; no key stays longer than this and jitter. */
  Duration TIME_TO_LIVE = Duration.ofMinutes(5);

  /** Each time to live is drawn evenly from {@link #TIME_TO_LIVE} ± this, anew for every load. */
  Duration JITTER = Duration.ofSeconds(30);

  /** How long one caller may keep the right to load a product before another may take it over. */
  Duration LEASE = Duration.ofSeconds(2);

  /** The longest time for which anything stays in Redis because a product does not exist. */
  Duration ABSENT_TIME_TO_LIVE = Duration.ofSeconds(30);

  /** A server adds views of one product to PostgreSQL at most once in this time. */
  Duration FLUSH_EVERY = Duration.ofMillis(200);

  /** An acknowledged view is in PostgreSQL after this time, if that and one server are up. */
  Duration FLUSH_WITHIN = Duration.ofSeconds(3);

  /** How many products {@link #cheapest} lists. */
  int CHEAPEST = 10;

  /** How far the list of the cheapest may lag behind the table. */
  Duration LIST_TIME_TO_LIVE = Duration.ofSeconds(4);

  /** Redis counts as silent when it has not answered a command for this long, and not before. */
  Duration SILENCE = Duration.ofMillis(500);

  /** How long one call waits for a silent Redis and for its turn at the database, in all. */
  Duration PATIENCE = Duration.ofSeconds(1);

  /** A Redis that answers again is used again after this time. */
  Duration RECOVERY = Duration.ofSeconds(3);

  /** How many reads of the table one server may have in progress while Redis is silent. */
  int READS_AT_ONCE = 4;

  /** How far {@link #browse} may lag behind the table. */
  Duration BROWSE_LAG = Duration.ofSeconds(2);

  /** How many products a process keeps in its own memory, at most. */
  int LOCAL_CAPACITY = 100;

  /**
   * Finds a product, in Redis if it is there, otherwise in PostgreSQL.
   *
   * <ul>
   *   <li>A call that begins after a change was acknowledged, on whichever server, sees that change
   *       or a newer one. What was never committed is never seen.
   *   <li>While a product is in Redis, PostgreSQL is not needed. The same holds for the knowledge
   *       that there is no such product (stage 5).
   *   <li>When many callers on all servers miss the same product at once, one of them loads it for
   *       all: at most one load in each {@link #LEASE}, and one more after each update. A load that
   *       fails gives the right back; if its loader dies or stalls, another takes over when the
   *       lease ends. Nobody waits for others longer than twice the lease, and nobody waits for the
   *       load of another product.
   *   <li>While Redis is silent, PostgreSQL answers (stage 8): no call waits for it and for its
   *       turn longer than {@link #PATIENCE}, no server has more than {@link #READS_AT_ONCE} reads
   *       in progress, and Redis is used again within {@link #RECOVERY}.
   * </ul>
   *
   * <p>If PostgreSQL is needed and cannot be reached, the call fails; it never says “missing”.
   *
   * @param id 1 to 64 characters
   * @return the product; empty if the database has no such row
   * @throws BusyException if no read got free before {@link #PATIENCE} was used up
   */
  Optional<Product> find(String id) throws BusyException;

  /**
   * Changes a product's name and price in one transaction, which also adds 1 to its version.
   * Updates of one product may run at the same time on several servers; the database puts them in
   * order.
   *
   * <p>If it returns, the change is committed, and no call that begins from then on is answered
   * with an older one. If it fails with one of the errors below, nothing has changed. If the answer
   * to COMMIT is lost, the change may have happened or not; from then on no server answers with
   * anything older than what the database holds at that moment. If Redis cannot be told, it fails,
   * and the change may have happened. Then, or if its process dies meanwhile, an old product may be
   * answered until its time to live ends.
   *
   * @param id 1 to 64 characters
   * @param name 1 to 200 characters; no other product may have it when the transaction commits
   * @param priceCents at least 0
   * @return the product as it was committed, with its new version
   * @throws NoSuchProductException if the database has no such row
   * @throws NameTakenException if another product has that name; the database says so at COMMIT
   */
  Product update(String id, String name, long priceCents)
      throws NoSuchProductException, NameTakenException;

  /**
   * Adds a product with version 1. What {@link #update} promises of a change holds here too: from
   * then on no server says that there is no such product.
   *
   * @throws IdTakenException if there is a product with that id
   * @throws NameTakenException if another product has that name; the database says so at COMMIT
   */
  Product create(String id, String name, long priceCents)
      throws IdTakenException, NameTakenException;

  /**
   * Changes a product's price, with all that {@link #update} promises, and leaves Redis as the
   * policy says, unless another change of the product runs at the same time.
   *
   * @throws NoSuchProductException if the database has no such row
   */
  Product reprice(String id, long priceCents, WritePolicy policy) throws NoSuchProductException;

  /**
   * Counts one view of a product, write-behind. When it returns, the view is safe in Redis,
   * whatever happens to this server and to PostgreSQL; {@link #FLUSH_WITHIN} later it is in
   * PostgreSQL, in {@code product_views}. An acknowledged view is counted there once; one that was
   * not, at most once.
   *
   * @param id 1 to 64 characters; not looked up
   */
  void view(String id);

  /**
   * The cheapest products, the cheapest first; of equal prices the smaller id first.
   *
   * <p>The list may be as old as {@link #LIST_TIME_TO_LIVE}: a call that begins that long after a
   * change was acknowledged shows it, or fails. While it is called often, on whichever servers, it
   * is computed anew before it is too old: only who computes it waits, the others are answered from
   * Redis. If that fails, the old list is shown while it may be. It is computed at most 16 times in
   * its time to live, over all servers. If who computes it dies, another takes over within a lease.
   */
  List<Product> cheapest();

  /**
   * Finds a product as {@link #find} does, but perhaps as it was {@link #BROWSE_LAG} before the
   * call began. What this process browsed within that time it answers from its own memory, and asks
   * nobody. It keeps {@link #LOCAL_CAPACITY} products at most; an absence that it keeps counts as
   * one.
   */
  Optional<Product> browse(String id) throws BusyException;

  /**
   * Plays a trace of reads against an empty level of that capacity. A key that is missing comes in,
   * and, if the level is full, another goes.
   *
   * @param capacity how many keys it holds; at least 1
   * @return for each read whether its key was there
   * @throws IllegalArgumentException if the capacity is below 1
   */
  List<Boolean> replay(Eviction eviction, int capacity, List<String> keys);
}
