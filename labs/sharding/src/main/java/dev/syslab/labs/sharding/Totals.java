package dev.syslab.labs.sharding;

import java.util.List;
import java.util.Optional;

/**
 * Sums over orders.
 *
 * @param orders how many there are
 * @param cents their total; at most 9 × 10<sup>18</sup>
 * @param average the average cents of an order, rounded to the nearest cent, half a cent up; empty
 *     if there are no orders
 * @param coupons how many different coupons there are
 * @param missing the shards that did not answer, in ascending order: their orders are not included
 */
public record Totals(
    long orders, long cents, Optional<Long> average, long coupons, List<Integer> missing) {}
