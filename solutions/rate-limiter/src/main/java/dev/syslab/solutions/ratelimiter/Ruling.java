package dev.syslab.solutions.ratelimiter;

import dev.syslab.labs.ratelimiter.Decision;
import java.util.List;

/**
 * A decision, and what else an HTTP client needs to know.
 *
 * @param violated the names of the limits that have no room for the cost; empty if it was admitted
 *     or could not be counted
 */
public record Ruling(Decision decision, List<String> violated) {}
