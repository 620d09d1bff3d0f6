package dev.syslab.labs.bloomfilter;

/** Where a filter is stored, and what it can do besides adding and looking up. */
public enum Kind {
  /** In this process's memory; can be saved, loaded and merged. */
  PLAIN,
  /** In Redis, for all processes. */
  SHARED,
  /** In this process's memory; grows with its keys. */
  SCALABLE,
  /** In this process's memory; keys can be removed again. */
  COUNTING
}
