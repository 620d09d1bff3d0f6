package dev.syslab.labs.replication;

import java.util.List;
import java.util.Optional;

/**
 * The answer of a transaction.
 *
 * @param results one for each statement, in order
 * @param token from stage 3 on, a position at which everything that the transaction has written or
 *     seen is visible; before that, it may be empty
 */
public record Answer(List<Rows> results, Optional<Token> token) {}
