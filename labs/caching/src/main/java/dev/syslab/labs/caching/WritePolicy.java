package dev.syslab.labs.caching;

/** What a write leaves in Redis. */
public enum WritePolicy {
  /** The new product: the next read needs no database. */
  THROUGH,
  /** Nothing of the product: who reads it next loads it. */
  AROUND
}
