package dev.syslab.labs.sharding;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.sharding.Expect.*;
import static dev.syslab.labs.sharding.Tables.order;

import dev.syslab.kit.*;
import dev.syslab.kit.net.Direction;
import dev.syslab.subject.Lab;
import java.time.Duration;
import java.util.*;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 4, title = "Ask all, answer as one", points = 25, servers = Lab.Uses.POSTGRESQL)
class Stage4ScatterTest {
  private static final int SHARDS = 4;
  private static final Sorting CHEAPEST = new Sorting(Sorting.By.CENTS, false, false);

  /** What every question costs: names and types of the columns, the transaction. */
  private static final long BASE_BYTES = 4_000;

  @Test
  @Timeout(60)
  @Hint("merge-the-pages")
  void pages_hold_every_order_once_and_sorted_as_one_table_is(
      @Nodes(SHARDS) List<Postgres> databases,
      Fleet<ShardedOrders> servers,
      Hostile hostile,
      Random random) {
    ShardedOrders orders = servers.get(0);
    Oracle oracle = new Oracle(databases.get(0), place(orders, hostile, random));
    for (boolean descending : new boolean[] {false, true}) {
      Sorting cents = new Sorting(Sorting.By.CENTS, descending, random.nextBoolean());
      oracle.expectPages(orders, cents, 1 + random.nextInt(40));
      oracle.expectPages(orders, cents, 1_000);
      for (boolean emptyFirst : new boolean[] {false, true}) {
        Sorting coupons = new Sorting(Sorting.By.COUPON, descending, emptyFirst);
        oracle.expectPages(orders, coupons, 1 + random.nextInt(40));
      }
    }
    List<Order> expected = oracle.sorted(CHEAPEST);
    databases.forEach(one -> one.execute("DELETE FROM orders WHERE id = ?", expected.get(29).id()));
    assertThat(orders.list(CHEAPEST, Optional.of(expected.get(29)), 30))
        .as("30 orders after the thirtieth, which was deleted in the meantime")
        .isEqualTo(expected.subList(30, 60));
    for (int limit : new int[] {0, -1, 1_001, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      refused(servers, "a page of " + limit, o -> o.list(CHEAPEST, Optional.empty(), limit));
      refused(servers, "the best " + limit, any -> any.bestCoupons(limit));
    }
  }

  private static List<Order> place(ShardedOrders orders, Hostile hostile, Random random) {
    orders.createMap(SHARDS);
    List<NewOrder> some = Tables.hostile(150, hostile, random);
    return Tables.withIds(some, orders.place(some));
  }

  @Test
  @Timeout(60)
  @Hint("sums-not-averages")
  void totals_are_those_of_one_table(
      @Nodes(SHARDS) List<Postgres> databases,
      ShardedOrders orders,
      Hostile hostile,
      Random random) {
    List<Order> hostiles = place(orders, hostile, random);
    List<String> customers = Tables.oneOfEach(orders, SHARDS, random);

    Totals totals = orders.totals(random.nextBoolean());

    assertThat(totals)
        .as(
            "totals of 150 orders in 4 databases. Likely cause: the databases' averages or counts"
                + " of distinct values are added up, or computed in a double")
        .isEqualTo(new Oracle(databases.get(0), hostiles).totals());
    databases.forEach(one -> one.execute("DELETE FROM orders"));
    assertThat(orders.totals(false))
        .as("totals of no order")
        .isEqualTo(new Totals(0, 0, Optional.empty(), 0, List.of()));
    long most = Tables.MOST_CENTS - 1;
    orders.place(List.of(order(customers.get(0), "c", most), order(customers.get(1), "d", most)));
    assertThat(orders.totals(false))
        .as("totals of two orders of 10^16 - 1 cents, which a double cannot represent")
        .isEqualTo(new Totals(2, 2 * most, Optional.of(most), 2, List.of()));
    databases.forEach(one -> one.execute("DELETE FROM orders"));
    orders.place(List.of(order(customers.get(1), "c", 2), order(customers.get(3), "c", 5)));
    assertThat(orders.totals(false))
        .as("totals of 2 and 5 cents, both with the coupon c, in two databases")
        .isEqualTo(new Totals(2, 7, Optional.of(4L), 1, List.of()));
  }

  @Test
  @Timeout(60)
  @Hint("merge-before-you-cut")
  void a_coupon_that_is_second_everywhere_can_be_the_best(
      @Nodes(SHARDS) List<Postgres> databases,
      ShardedOrders orders,
      Hostile hostile,
      Random random) {
    List<Order> placed = new ArrayList<>(place(orders, hostile, random));
    List<String> customers = Tables.oneOfEach(orders, SHARDS, random);
    List<NewOrder> more = new ArrayList<>();
    for (String customer : customers) {
      for (int i = 0; i < 20; i++) {
        more.add(order(customer, "first of " + customer, Tables.MOST_CENTS - 1));
        more.add(order(customer, "second everywhere", Tables.MOST_CENTS - 2));
      }
      // Here more than a thousand are ahead of it, and over all hardly any.
      for (int i = 0; i < 1_001; i++) {
        more.add(order(customer, i + " of " + customer, Tables.MOST_CENTS / 10 * 9 + i));
      }
      more.add(order(customer, "far behind everywhere", Tables.MOST_CENTS / 10 * 9 - 1));
      more.add(order(customer, "of equals ｚ", 12));
      more.add(order(customer, "of equals 😀", 12));
    }
    placed.addAll(Tables.withIds(more, orders.place(more)));
    List<Sale> expected = new Oracle(databases.get(0), placed).bestCoupons();

    for (int limit : new int[] {1, 20, 1_000}) {
      assertThat(orders.bestCoupons(limit))
          .as("the %d best coupons of 4 databases", limit)
          .isEqualTo(expected.subList(0, limit));
    }
  }

  @Test
  @Timeout(60)
  @Hint("let-them-do-the-work")
  void a_database_sends_a_page_or_its_groups_and_not_its_table(
      @Nodes(SHARDS) List<Postgres> databases,
      Fleet<ShardedOrders> servers,
      Random random,
      Notes notes) {
    ShardedOrders orders = servers.get(0);
    orders.createMap(SHARDS);
    List<String> customers = Crowd.any(random).keys(0, 500);
    orders.place(
        IntStream.range(0, 6_000)
            .mapToObj(i -> order(customers.get(i % 500), "coupon " + i % 12, i % 1_000))
            .toList());
    Order last = orders.list(CHEAPEST, Optional.empty(), 1_000).get(999);
    orders.bestCoupons(1);

    List<LongSupplier> page = bytes(servers, databases);
    List<LongSupplier> rows =
        databases.stream()
            .map(one -> servers.replica(0).link(one).count("customer:", Direction.FROM_SERVER))
            .toList();
    orders.list(CHEAPEST, Optional.of(last), 10);
    expectBytes("a page of 10", page, BASE_BYTES + 10 * 200, notes);
    assertThat(rows.stream().map(LongSupplier::getAsLong).toList())
        .as("orders that each database sent for a page of 10")
        .allMatch(sent -> sent <= 10);
    List<LongSupplier> groups = bytes(servers, databases);
    orders.bestCoupons(5);
    expectBytes("12 coupons", groups, BASE_BYTES + 12 * 200, notes);
  }

  private static List<LongSupplier> bytes(Fleet<ShardedOrders> servers, List<Postgres> databases) {
    return databases.stream()
        .map(one -> servers.replica(0).link(one).countBytes(Direction.FROM_SERVER))
        .toList();
  }

  private static void expectBytes(String what, List<LongSupplier> bytes, long most, Notes notes) {
    List<Long> sent = bytes.stream().map(LongSupplier::getAsLong).toList();
    notes.add("bytes that each of 4 databases with about 1,500 orders sent for %s: %s", what, sent);
    assertThat(sent)
        .as("bytes that the databases sent for %s. Likely cause: they send every order", what)
        .allMatch(one -> one <= most);
  }

  @Test
  @Timeout(60)
  @Hint("all-at-once")
  void all_databases_are_asked_at_the_same_time(
      @Nodes(SHARDS) List<Postgres> databases, Fleet<ShardedOrders> servers) {
    List<Call<ShardedOrders, ?>> questions =
        List.of(
            orders -> orders.totals(false),
            orders -> orders.list(CHEAPEST, Optional.empty(), 5),
            orders -> orders.bestCoupons(5));
    servers.get(0).createMap(SHARDS);
    for (Call<ShardedOrders, ?> question : questions) {
      servers.attempt(question);
      for (Postgres slow : databases) {
        List<LongSupplier> others =
            databases.stream()
                .filter(one -> one != slow)
                .map(one -> servers.replica(0).link(one).countBytes(Direction.TO_SERVER))
                .toList();
        Hold hold = servers.replica(0).link(slow).holdAfter(1, Direction.FROM_SERVER);
        Ongoing<?> asked = servers.begin(0, question);

        Wait.atMost(
            Duration.ofSeconds(3),
            () -> others.stream().allMatch(one -> one.getAsLong() > 0) || asked.done());
        hold.awaitEffect(Duration.ofSeconds(3));
        hold.release();

        assertThat(others.stream().filter(one -> one.getAsLong() > 0).count())
            .as("of 3 other databases, those that were queried while one had not answered")
            .isEqualTo(3);
        assertThat(asked.await(ShardedOrders.ANSWER_WITHIN)).isAcknowledged();
      }
    }
  }

  @Test
  @Timeout(60)
  @Hint("error-or-named")
  void a_silent_database_is_an_error_or_is_named(
      @Nodes(SHARDS) List<Postgres> databases, Fleet<ShardedOrders> servers, Random random) {
    ShardedOrders orders = servers.get(0);
    orders.createMap(SHARDS);
    List<NewOrder> some =
        Tables.customers(orders, SHARDS, 1, random).stream()
            .map(one -> order(one.get(0), one.get(0), 10))
            .toList();
    orders.place(some);
    int silent = random.nextInt(SHARDS);
    List<NewOrder> others = new ArrayList<>(some);
    others.remove(silent);
    try (Fault cut = servers.replica(0).link(databases.get(silent)).cut()) {
      Stream<Call<ShardedOrders, ?>> questions =
          Stream.of(
              any -> any.totals(false),
              any -> any.list(CHEAPEST, Optional.empty(), 5),
              any -> any.bestCoupons(5));
      questions.forEach(
          question ->
              assertThat(servers.attempt(question))
                  .as("a query to 4 databases, one of which does not answer")
                  .failedWith(UnavailableException.class)
                  .endedWithin(ShardedOrders.ANSWER_WITHIN)
                  .during(cut));
      assertThat(servers.attempt(any -> any.totals(true)))
          .as("totals(true) while database %d does not answer", silent)
          .returned(new Totals(3, 30, Optional.of(10L), 3, List.of(silent)));
    }
    Wait.until(
        "all databases to answer again",
        Duration.ofSeconds(20),
        () -> orders.totals(true).missing().isEmpty());
    List<Fault> cuts = databases.stream().map(one -> servers.replica(0).link(one).cut()).toList();
    assertThat(servers.attempt(any -> any.totals(true)))
        .as("totals(true) while no database answers")
        .returned(new Totals(0, 0, Optional.empty(), 0, List.of(0, 1, 2, 3)));
    cuts.forEach(Fault::close);
    databases.get(silent).script("ALTER TABLE orders RENAME TO gone");
    Wait.until(
        "the other databases to answer again",
        Duration.ofSeconds(20),
        () -> servers.attempt(any -> any.place(others)).acknowledged());
    assertThat(servers.attempt(any -> any.totals(true)).acknowledged())
        .as("whether totals(true) returned although a database answers that it has no orders table")
        .isFalse();
  }
}
