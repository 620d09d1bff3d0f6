package dev.syslab.labs.replication;

import java.util.List;

/**
 * What a statement has answered.
 *
 * @param rows each with its columns as text, NULL as an empty one; no rows if it returns none
 */
public record Rows(List<List<String>> rows) {}
