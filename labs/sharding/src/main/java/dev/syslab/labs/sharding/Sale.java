package dev.syslab.labs.sharding;

import java.util.Optional;

/**
 * The sum of all orders with one coupon.
 *
 * @param coupon empty: the orders without one
 */
public record Sale(Optional<String> coupon, long cents) {}
