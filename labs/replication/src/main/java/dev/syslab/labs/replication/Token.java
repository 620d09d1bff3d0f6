package dev.syslab.labs.replication;

/**
 * A position in the primary's log at which certain transactions have been committed.
 *
 * @param cluster the {@code id} in the table {@code cluster}
 * @param position as PostgreSQL writes a {@code pg_lsn}: two hexadecimal numbers of 1 to 8 digits,
 *     such as {@code 16/B374D848}
 */
public record Token(String cluster, String position) {}
