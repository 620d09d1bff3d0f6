package dev.syslab.labs.bloomfilter;

/** What a filter can do, and where it is. */
public enum Kind {
  /** In this process's memory; can be saved, loaded and united. */
  PLAIN
}
