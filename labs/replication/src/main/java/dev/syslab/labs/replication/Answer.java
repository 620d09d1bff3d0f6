package dev.syslab.labs.replication;

import java.util.List;
import java.util.Optional;

/**
 * What a transaction has answered.
 *
 * @param results one for each statement, in order
 * @param token from stage 3 on, a position at which everything is visible that the transaction has
 *     written or seen; before that, it may be empty
 */
public record Answer(List<Rows> results, Optional<Token> token) {}
