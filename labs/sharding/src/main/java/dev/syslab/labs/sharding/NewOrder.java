package dev.syslab.labs.sharding;

import java.util.Optional;

/**
 * What a customer orders.
 *
 * @param customer a key
 * @param coupon a key; empty if there was none
 * @param cents what the order costs; 0 to 10<sup>16</sup>
 */
public record NewOrder(String customer, Optional<String> coupon, long cents) {}
