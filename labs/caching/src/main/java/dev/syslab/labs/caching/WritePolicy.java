package dev.syslab.labs.caching;

/** What a write leaves in Redis. */
public enum WritePolicy {
  /** The new product: the next read needs no database. */
  THROUGH,
  /** Nothing: the next reader loads the product. */
  AROUND
}
