package dev.syslab.solutions.ratelimiter.bench;

/** What all contenders have in common: one gateway, and a decision of cost 1. */
interface Gateway {
  /** Done before a round is timed. */
  default void prepare() {}

  /** Whether the client may. */
  boolean admits(String client);
}
