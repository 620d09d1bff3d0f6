package dev.syslab.solutions.caching;

/** Views on their way to PostgreSQL. */
public interface ViewBuffer extends AutoCloseable {

  /** Counts one view; safe when this returns. */
  void add(String id);

  @Override
  void close();
}
