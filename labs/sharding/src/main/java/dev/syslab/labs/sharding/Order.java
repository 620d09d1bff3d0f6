package dev.syslab.labs.sharding;

import java.util.Optional;

/**
 * An order that was placed.
 *
 * @param id unique in all databases
 * @param coupon empty if there was none
 */
public record Order(long id, String customer, Optional<String> coupon, long cents) {}
