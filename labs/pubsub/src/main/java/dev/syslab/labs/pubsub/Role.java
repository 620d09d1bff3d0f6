package dev.syslab.labs.pubsub;

/** What to do with an upload. Each role gets its own copy of every announcement. */
public enum Role {
  /** Adds the upload to the search index: a row of the table {@code indexed}. */
  INDEXER,
  /** Adds the upload to its owner's total: the table {@code owner_total}. */
  COUNTER
}
