package dev.syslab.labs.sharding;

import dev.syslab.subject.Lab;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Orders in several PostgreSQL databases, the <b>shards</b>: {@link Routing} says where something
 * belongs (stages 1 and 2), this page what is stored there (stage 3) and how all are queried (stage
 * 4), {@link Accounts} how money moves from one to another (stage 5), {@link Moves} how buckets do
 * (stages 6 and 7), and {@link Proxying} how HTTP requests find their backend (stage 8). What
 * {@link Routing} says about keys, lists and arguments applies to all of them.
 *
 * <p>A method that needs a database that does not answer throws {@link UnavailableException} within
 * {@link #ANSWER_WITHIN}. The map is in the first database: {@link #createMap}, {@link #map},
 * {@link #assign}, {@link #place}, {@link #find} and those of {@link Accounts} need that one (from
 * stage 7 on, some of them less often; see {@link Moves#move}).
 */
@Lab(
    title = "Sharding",
    summary = "Orders in several databases: routing, a hash ring, a shard map, queries over all",
    level = Lab.Level.INTERMEDIATE,
    core = 4,
    coreMinutes = 170,
    minutes = 400,
    servers = {})
public interface ShardedOrders extends Routing, Accounts, Moves, Proxying {
  int BUCKETS = 256;
  Duration ANSWER_WITHIN = Duration.ofSeconds(8);

  /**
   * Creates the first map, with epoch 1: the first {@code shards} databases get {@value #BUCKETS} /
   * shards buckets each, rounded down or up.
   *
   * @param shards 1 to the number of databases
   * @throws IllegalStateException if there is a map already; of several concurrent calls, one
   *     succeeds
   */
  void createMap(int shards) throws UnavailableException;

  /**
   * The current map.
   *
   * @throws IllegalStateException if there is none yet
   */
  ShardMap map() throws UnavailableException;

  /**
   * The fewest moves after which each of the first {@code shards} shards has {@value #BUCKETS} /
   * shards buckets, rounded down or up, and no other shard has any.
   *
   * @param shards 1 to 1,000, not only those that have a database
   */
  List<Move> plan(ShardMap map, int shards);

  /**
   * Changes the map: all of these moves, or none. The epoch increases by 1, even if the buckets are
   * there already.
   *
   * @param epoch the epoch of the map for which these moves were planned; at least 1
   * @param moves at least 1, each of another bucket, to shards that have a database
   * @throws IllegalStateException if there is no map yet
   * @throws StaleEpochException if the map has a different epoch now; of several calls for one
   *     epoch, one succeeds
   */
  ShardMap assign(long epoch, List<Move> moves) throws StaleEpochException, UnavailableException;

  /**
   * Ids from a new generator: one for each reading of its clock, each greater than the one before.
   * All are positive, and no worker with a different number ever gets one of them. Of two ids, the
   * one whose clock reading was at least a second later is greater, whichever workers generated
   * them.
   *
   * @param worker 0 to 1,023
   * @param clock in milliseconds, in the years 2020 to 2079; the clock may step back
   * @throws IllegalStateException if it reads more than 100 ms less than its highest reading so far
   */
  List<Long> ids(int worker, List<Instant> clock);

  /**
   * Stores orders, each in the database that the map names for its customer's bucket, which is
   * {@code byHash(BUCKETS, customer)}, and in no other. The column {@code bucket} holds that
   * number. An order that is placed after {@link #assign} has returned is stored where the new map
   * says, in every process.
   *
   * @return the id of each new order: no two orders in any of the databases share one
   * @throws UnavailableException each of the orders may or may not have been stored
   */
  List<Long> place(List<NewOrder> orders) throws UnavailableException;

  /** A customer's order. Needs the first database, for the map, and the customer's shard. */
  Optional<Order> find(String customer, long id) throws UnavailableException;

  /**
   * The first orders of all databases after a given one. While nothing is written, this and the two
   * methods below return what a single database with all orders would. They query all databases at
   * the same time. For a page, no database sends more than {@code limit} orders.
   *
   * @param after the last order of the previous page, as it was returned; it need not exist any
   *     more
   * @param limit 1 to 1,000
   */
  List<Order> list(Sorting sorting, Optional<Order> after, int limit) throws UnavailableException;

  /**
   * Sums over all orders.
   *
   * @param partial whether, if a database does not answer, to sum over the others and name the
   *     missing one. If a database answers with an error, the call fails here, too.
   */
  Totals totals(boolean partial) throws UnavailableException;

  /**
   * The coupons with the highest sums of cents over all databases, highest first. Orders without a
   * coupon form one group. Equal sums are sorted by code points; the group without a coupon comes
   * last among its equals. A database sends its groups, not its orders.
   *
   * @param limit 1 to 1,000
   */
  List<Sale> bestCoupons(int limit) throws UnavailableException;
}
