package dev.syslab.labs.bloomfilter;

/** Where a filter is, and what it can do beside adding and looking. */
public enum Kind {
  /** In this process's memory; can be saved, loaded and united. */
  PLAIN,
  /** In Redis, for all processes. */
  SHARED,
  /** In this process's memory; grows with its keys. */
  SCALABLE,
  /** In this process's memory; keys can be taken out again. */
  COUNTING
}
