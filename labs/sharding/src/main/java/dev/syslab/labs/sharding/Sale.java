package dev.syslab.labs.sharding;

import java.util.Optional;

/**
 * What the orders of one coupon cost together.
 *
 * @param coupon empty: the orders without one
 */
public record Sale(Optional<String> coupon, long cents) {}
