package dev.syslab.labs.sharding;

/** A customer, and the region that the customer's data must stay in. Both are keys. */
public record Customer(String region, String id) {}
