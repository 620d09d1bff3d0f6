package dev.syslab.labs.caching;

import dev.syslab.subject.Lab;
import java.time.Duration;
import java.util.Optional;

/**
 * A shop's products. PostgreSQL holds the truth; Redis, shared by all servers, answers most reads.
 *
 * <p>Many servers, each a process of its own, serve one catalogue at the same time. They share
 * nothing but PostgreSQL and Redis, and any of them may be killed at any moment. The rows of {@code
 * product} are changed by {@link #update} alone.
 *
 * <p>Every key in Redis carries a time to live from the moment it exists, so that a forgotten one
 * goes by itself.
 */
@Lab(
    title = "Caching",
    summary = "A product catalogue: Redis in front of PostgreSQL",
    level = Lab.Level.INTERMEDIATE,
    minutes = 180,
    servers = {Lab.Uses.POSTGRESQL, Lab.Uses.REDIS})
public interface Catalogue {

  /**
   * How long a product stays in Redis, in the middle; no key at all stays longer than this and
   * {@link #JITTER}.
   */
  Duration TIME_TO_LIVE = Duration.ofMinutes(5);

  /**
   * Each product's time to live is drawn evenly from {@link #TIME_TO_LIVE} ± this, anew for every
   * load.
   */
  Duration JITTER = Duration.ofSeconds(30);

  /** How long one caller may keep the right to load a product before another may take it over. */
  Duration LEASE = Duration.ofSeconds(2);

  /**
   * Finds a product, in Redis if it is there, otherwise in PostgreSQL.
   *
   * <ul>
   *   <li>A call that begins after an update was acknowledged, on whichever server, sees that
   *       update or a newer one.
   *   <li>What was never committed is never seen.
   *   <li>While a product is in Redis, PostgreSQL is not needed.
   *   <li>When many callers on all servers miss the same product at once, one of them loads it for
   *       all: at most one load in each {@link #LEASE}, and one more after each update. If its
   *       loader dies or stalls, another takes over when the lease ends. Nobody waits for others
   *       longer than twice the lease, and nobody waits for the load of another product.
   * </ul>
   *
   * <p>If PostgreSQL is needed and cannot be reached, the call fails; it never says that a product
   * is missing.
   *
   * @param id 1 to 64 characters
   * @return the product; empty if the database has no such row
   */
  Optional<Product> find(String id);

  /**
   * Changes a product's name and price in one transaction, which also adds 1 to its version.
   * Updates of one product may run at the same time on several servers; the database puts them in
   * order.
   *
   * <p>If it returns, the change is committed, and no server answers with an older one any more. If
   * it fails with one of the errors below, nothing has changed. If it fails in any other way (the
   * answer to COMMIT is lost), the change may have happened or not; from then on no server answers
   * with anything older than what the database holds at that moment. If its process dies meanwhile,
   * an old product may be answered until its time to live ends.
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
}
