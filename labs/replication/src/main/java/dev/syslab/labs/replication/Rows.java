package dev.syslab.labs.replication;

import java.util.List;

/**
 * The result of a statement.
 *
 * @param rows each with its columns as text, NULL as an empty text; empty if the statement returns
 *     none
 */
public record Rows(List<List<String>> rows) {}
