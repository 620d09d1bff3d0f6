package dev.syslab.kit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a list of servers, such as {@code List<Redis>} or {@code List<Postgres>}: how many of them the
 * test's subjects get instead of one. Without {@link Own}, they are namespaces in the shared
 * server, each behind its own link; with it, they are dedicated servers. On a {@link
 * PostgresCluster}: the number of servers, including the primary; at least 2.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Nodes {

  /** At least 1. */
  int value();
}
