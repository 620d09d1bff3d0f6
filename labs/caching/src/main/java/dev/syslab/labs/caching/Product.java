package dev.syslab.labs.caching;

/**
 * A row of the table {@code product}.
 *
 * @param id the key; 1 to 64 characters, never changes
 * @param name unique among all products
 * @param priceCents at least 0
 * @param version 1 in a new row; the database adds 1 with every committed update
 */
public record Product(String id, String name, long priceCents, long version) {}
