package dev.syslab.labs.bloomfilter;

/**
 * What a filter is created for.
 *
 * @param keys how many different keys it must hold; 1 to 1,000,000,000
 * @param rate how often it may say yes to a key that it does not hold; 1e-9 to 0.5 (NaN is never
 *     passed)
 */
public record Spec(Kind kind, long keys, double rate) {}
