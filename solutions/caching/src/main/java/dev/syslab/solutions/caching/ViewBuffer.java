package dev.syslab.solutions.caching;

/** Views on their way to PostgreSQL. */
public interface ViewBuffer extends AutoCloseable {

  /** Counts one view, which is stored in Redis when this returns. */
  void add(String id);

  @Override
  void close();
}
