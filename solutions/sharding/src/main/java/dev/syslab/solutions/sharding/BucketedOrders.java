package dev.syslab.solutions.sharding;

import dev.syslab.labs.sharding.Sale;
import dev.syslab.labs.sharding.Totals;
import dev.syslab.labs.sharding.UnavailableException;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Reference;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A key's place is found in two steps. Its hash says which of 256 buckets it is in, and never
 * changes; a map says which shard has the bucket, and changes as little as it can. The map is one
 * row with an epoch: a change states the epoch for which it was planned, and fails if that is no
 * longer the current one. That is how Redis Cluster (16,384 slots [1]) and Couchbase (1,024
 * vBuckets) do it. The ring of stage 2 needs no map, since both steps are computed [2, 3]; but a
 * single bucket can be moved, and a single point of a ring cannot.
 *
 * <p>A query over all databases is sent to all at once, and each answers with what can be merged:
 * its first rows for the first rows overall [4]; a sum and a count for an average; the distinct
 * values for their number; every group for the best groups. What cannot be merged is computed once,
 * afterwards.
 *
 * <p>A transfer is committed in both databases or in none: both promise that they can, then one row
 * decides, then both do it [5]. Anyone who finds a promise without a decision decides to roll back,
 * in the same row, so a coordinator and a concurrent recovery cannot disagree [6].
 *
 * <ol>
 *   <li>Redis Cluster specification: keys distribution model, and configEpoch
 *   <li>D. Karger et al., Consistent hashing and random trees, STOC 1997
 *   <li>J. Lamping, E. Veach, A fast, minimal memory, consistent hash algorithm, 2014: the standard
 *       error of a ring's shares is about 1 / √points
 *   <li>R. Fagin, A. Lotem, M. Naor, Optimal aggregation algorithms for middleware, PODS 2001
 *   <li>J. Gray, Notes on data base operating systems, 1978: two-phase commit
 *   <li>C. Mohan, B. Lindsay, R. Obermarck, Transaction management in R*, ACM TODS 11, 1986:
 *       presumed abort
 * </ol>
 */
@Reference
public class BucketedOrders extends Fronting {
  public BucketedOrders(Environment env) {
    super(env);
  }

  /** What can be added up, from one database. */
  public record Sums(long orders, long cents, Set<String> coupons) {}

  @Override
  public Totals totals(boolean partial) {
    List<Optional<Sums>> parts = onAll(shard -> part(shard, partial));
    long orders = 0;
    long cents = 0;
    Set<String> coupons = new HashSet<>();
    List<Integer> missing = new ArrayList<>();
    for (int shard = 0; shard < parts.size(); shard++) {
      if (parts.get(shard).isPresent()) {
        Sums part = parts.get(shard).get();
        orders += part.orders();
        cents += part.cents();
        coupons.addAll(part.coupons());
      } else {
        missing.add(shard);
      }
    }
    return new Totals(orders, cents, average(cents, orders), coupons.size(), missing);
  }

  protected Optional<Sums> part(int shard, boolean partial) {
    try {
      return Optional.of(databases.in(shard, BucketedOrders::part));
    } catch (UnavailableException e) {
      if (partial) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Sums part(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      Set<String> coupons = new HashSet<>();
      try (ResultSet rows =
          statement.executeQuery("SELECT DISTINCT coupon FROM orders WHERE coupon IS NOT NULL")) {
        while (rows.next()) {
          coupons.add(rows.getString(1));
        }
      }
      try (ResultSet row =
          statement.executeQuery("SELECT count(*), coalesce(sum(cents), 0) FROM orders")) {
        row.next();
        return new Sums(row.getLong(1), row.getLong(2), coupons);
      }
    }
  }

  /** In integers: a double has 53 bits, and a sum of cents may need 63. */
  private static Optional<Long> average(long cents, long orders) {
    if (orders == 0) {
      return Optional.empty();
    }
    long rest = cents % orders;
    return Optional.of(cents / orders + (rest >= orders - rest ? 1 : 0));
  }

  @Override
  public List<Sale> bestCoupons(int limit) {
    checkLimit(limit);
    Map<Optional<String>, Long> merged = new HashMap<>();
    for (List<Sale> sales : onAll(shard -> sales(shard, limit))) {
      sales.forEach(sale -> merged.merge(sale.coupon(), sale.cents(), Long::sum));
    }
    return merged.entrySet().stream()
        .map(entry -> new Sale(entry.getKey(), entry.getValue()))
        .sorted(bestFirst())
        .limit(limit)
        .toList();
  }

  protected Comparator<Sale> bestFirst() {
    return Comparator.comparingLong(Sale::cents)
        .reversed()
        .thenComparing(sale -> sale.coupon().orElse(null), Comparator.nullsLast(texts()));
  }

  /** Every group: one that is second everywhere may be first overall. */
  protected List<Sale> sales(int shard, int limit) {
    return sales(shard, "SELECT coupon, sum(cents) FROM orders GROUP BY coupon");
  }

  protected List<Sale> sales(int shard, String sql) {
    return databases.in(
        shard,
        connection -> {
          List<Sale> sales = new ArrayList<>();
          try (Statement statement = connection.createStatement();
              ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
              sales.add(new Sale(Optional.ofNullable(rows.getString(1)), rows.getLong(2)));
            }
          }
          return sales;
        });
  }
}
