package dev.syslab.kit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a list of servers, such as {@code List<Redis>} or {@code List<Postgres>}: how many the test's
 * subjects get instead of one. Without {@link Own} they are places in the shared server, each
 * behind a link of its own; with it, servers. On a {@link PostgresCluster}: how many servers it
 * has, the primary among them; at least 2.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Nodes {

  /** At least 1. */
  int value();
}
