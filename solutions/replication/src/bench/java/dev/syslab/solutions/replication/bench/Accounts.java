package dev.syslab.solutions.replication.bench;

/** Accounts on a primary and its replicas, through one of those who are compared. */
interface Accounts extends AutoCloseable {
  /** Also says which server has answered. */
  String QUERY = "SELECT cents, pg_is_in_recovery() FROM account WHERE name = ";

  String name();

  void set(Client client, long cents) throws Exception;

  Seen cents(Client client) throws Exception;

  /** What a read has returned, and whether a replica has answered it. */
  record Seen(long cents, boolean byReplica) {}

  @Override
  default void close() {}
}
